import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor } from '../../../platform/db/tables.ts';
import { addJob } from '../../../platform/jobs/job-runner.ts';
import { newId } from '../../../platform/ids.ts';
import type { HoldReason } from '../case-tables.ts';

export interface NewCase {
  id: string;
  number: number;
  subject: string;
  preview: string;
  contactId: string | null;
  channelId: string;
  teamId: string | null;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  language: string | null;
  at: Date;
  lastDirection: 'in' | 'out' | null;
  /** Of the promise made in the same breath. */
  nextDueAt: Date | null;
}

/** Opens a case. */
export async function insertCase(tx: Tx, input: NewCase): Promise<void> {
  tx.write(
    tx.db.insertInto('cases').values({
      account_id: tx.accountId,
      id: input.id,
      number: input.number,
      subject: input.subject,
      preview: input.preview,
      contact_id: input.contactId,
      channel_id: input.channelId,
      team_id: input.teamId,
      priority: input.priority,
      language: input.language,
      created_at: input.at,
      last_message_at: input.at,
      last_direction: input.lastDirection,
      last_in_at: input.lastDirection === 'in' ? input.at : null,
      next_due_at: input.nextDueAt,
    }),
  );
}

export interface CaseAfterMessage {
  status: 'open' | 'waiting' | 'resolved' | 'closed';
}

/** Locks a case for the rest of the transaction; null if it is gone. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseAfterMessage | null> {
  const row = await tx.db
    .selectFrom('cases')
    .select('status')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * A message came in: newest first in lists, and our turn again where `reopen` says so. Answers the
 * status before.
 */
export async function noteIncoming(
  tx: Tx,
  caseId: string,
  input: { at: Date; preview: string; reopen: boolean },
): Promise<'open' | 'waiting' | 'resolved' | 'closed'> {
  const before = await tx.db
    .selectFrom('cases')
    .select('status')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  await sql`
    update cases set
      last_message_at = greatest(last_message_at, ${input.at}),
      last_in_at = greatest(last_in_at, ${input.at}),
      last_direction = case when ${input.at} >= last_message_at then 'in' else last_direction end,
      preview = case when ${input.at} >= last_message_at then ${input.preview} else preview end,
      status = case when ${input.reopen} then 'open' else status end,
      waiting_until = case when ${input.reopen} then null else waiting_until end,
      waiting_reason = case when ${input.reopen} then null else waiting_reason end,
      resolved_at = case when ${input.reopen} then null else resolved_at end,
      closed_at = case when ${input.reopen} then null else closed_at end,
      version = version + 1
    where account_id = ${tx.accountId} and id = ${caseId}`.execute(tx.db);
  return before.status;
}

export interface OutgoingChange {
  at: Date;
  preview: string;
  status: 'open' | 'waiting' | 'resolved' | null;
  waitingUntil: Date | null;
  firstAnswer: boolean;
  assigneeId: string | null;
}

/** An answer was written: the first one is noted once and for all. */
export async function noteOutgoing(tx: Tx, caseId: string, input: OutgoingChange): Promise<void> {
  await sql`
    update cases set
      last_message_at = greatest(last_message_at, ${input.at}), last_direction = 'out',
      preview = ${input.preview},
      first_answered_at = case when ${input.firstAnswer}
        then coalesce(first_answered_at, ${input.at}) else first_answered_at end,
      status = coalesce(${input.status}, status),
      waiting_until = case when ${input.status}::text is null then waiting_until
        else ${input.waitingUntil} end,
      waiting_reason = case when ${input.status}::text is null then waiting_reason end,
      resolved_at = case when ${input.status} = 'resolved' then ${input.at}
        when ${input.status}::text is null then resolved_at end,
      assignee_id = coalesce(assignee_id, ${input.assigneeId}),
      version = version + 1
    where account_id = ${tx.accountId} and id = ${caseId}`.execute(tx.db);
}

export interface NewCaseAddress {
  address: string;
  contactId: string | null;
  because: 'wrote' | 'copied_by_contact' | 'copied_by_us' | 'joined' | 'side';
}

/** Lets addresses take part in the case; who takes part already stays as they are. */
export async function insertCaseAddresses(
  tx: Tx,
  caseId: string,
  addresses: readonly NewCaseAddress[],
): Promise<void> {
  const unique = new Map(addresses.toReversed().map((one) => [one.address, one]));
  if (unique.size === 0) return;
  tx.write(
    tx.db
      .insertInto('case_contacts')
      .values(
        [...unique.values()].map((one) => ({
          account_id: tx.accountId,
          case_id: caseId,
          address: one.address,
          contact_id: one.contactId,
          added_because: one.because,
        })),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Holds a message until somebody decides where it belongs. */
export async function insertHold(
  tx: Tx,
  hold: { messageId: string; caseId: string; proposedCaseId: string; reason: HoldReason },
): Promise<void> {
  await tx.db
    .insertInto('message_holds')
    .values({
      account_id: tx.accountId,
      id: newId(),
      message_id: hold.messageId,
      case_id: hold.caseId,
      proposed_case_id: hold.proposedCaseId,
      reason: json(hold.reason),
    })
    .execute();
  await tx.db
    .updateTable('cases')
    .set({ held: true })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', hold.caseId)
    .execute();
}

/** Links two cases that belong together. */
export async function insertRelatedLink(
  tx: Tx,
  link: { caseId: string; toCaseId: string; reason: string; by: StoredActor },
): Promise<void> {
  await tx.db
    .insertInto('case_links')
    .values({
      account_id: tx.accountId,
      id: newId(),
      kind: 'related',
      case_id: link.caseId,
      to_case_id: link.toCaseId,
      reason: link.reason,
      created_by: json(link.by),
    })
    .execute();
}

export interface NewPromise {
  caseId: string;
  kind: 'first_answer' | 'answer' | 'callback' | 'other';
  words: string;
  dueAt: Date;
  by: StoredActor;
  /** The case is being opened with this due time already. */
  caseIsNew?: boolean;
}

/** Keeps what the contact was told: what, by when, in which words. */
export async function insertPromise(tx: Tx, promise: NewPromise): Promise<string> {
  const id = newId();
  tx.write(
    tx.db.insertInto('case_promises').values({
      account_id: tx.accountId,
      id,
      case_id: promise.caseId,
      kind: promise.kind,
      words: promise.words,
      due_at: promise.dueAt,
      made_by: json(promise.by),
    }),
  );
  await addJob(tx, {
    name: BREAK_PROMISE,
    key: id,
    payload: { promise_id: id },
    runAt: promise.dueAt,
  });
  if (!promise.caseIsNew) await refreshNextDue(tx, promise.caseId);
  return id;
}

/** The job that looks at a promise when it falls due. */
export const BREAK_PROMISE = 'promise.due';

/**
 * Notes that a promise was not kept in time; answers its case, or null if it was kept or withdrawn.
 */
export async function breakPromise(tx: Tx, promiseId: string, at: Date): Promise<string | null> {
  const row = await tx.db
    .updateTable('case_promises')
    .set({ broken_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', promiseId)
    .where('due_at', '<=', at)
    .where('kept_at', 'is', null)
    .where('broken_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('case_id')
    .executeTakeFirst();
  return row?.case_id ?? null;
}

/** Open answer promises of the case are kept by an answer; answers their ids. */
export async function keepAnswerPromises(tx: Tx, caseId: string, at: Date): Promise<string[]> {
  const rows = await tx.db
    .updateTable('case_promises')
    .set({ kept_at: at })
    .where('account_id', '=', tx.accountId)
    .where(inFamily(tx, caseId))
    .where('kind', 'in', ['first_answer', 'answer'])
    .where('kept_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .execute();
  if (rows.length > 0) await refreshNextDue(tx, caseId);
  return rows.map((row) => row.id);
}

/** The answer that kept them did not arrive: they are open again. */
export async function reopenPromisesKeptAt(tx: Tx, caseId: string, at: Date): Promise<string[]> {
  const rows = await tx.db
    .updateTable('case_promises')
    .set({ kept_at: null })
    .where('account_id', '=', tx.accountId)
    .where(inFamily(tx, caseId))
    .where('kept_at', '=', at)
    .returning('id')
    .execute();
  if (rows.length > 0) await refreshNextDue(tx, caseId);
  return rows.map((row) => row.id);
}

/** Promises of the case and of cases merged into it: one answer keeps them all. */
function inFamily(tx: Tx, caseId: string) {
  return sql<boolean>`case_id in (select ${caseId}::uuid union all select c.id from cases c
    where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})`;
}

async function refreshNextDue(tx: Tx, caseId: string): Promise<void> {
  await sql`
    update cases set version = version + 1, next_due_at = (
      select min(p.due_at) from case_promises p
      where p.account_id = cases.account_id and ${inFamily(tx, caseId)}
        and p.kept_at is null and p.withdrawn_at is null)
    where account_id = ${tx.accountId} and id = ${caseId}`.execute(tx.db);
}

/** A message of the case did not arrive: the case shows it and is our turn again. */
export async function noteDeliveryProblem(tx: Tx, caseId: string): Promise<void> {
  await sql`update cases set delivery_problem = true, version = version + 1,
      status = case when status in ('waiting', 'resolved') then 'open' else status end,
      waiting_until = null, waiting_reason = null, resolved_at = null
    where account_id = ${tx.accountId} and id = ${caseId}`.execute(tx.db);
}

/** How a case stood before a reply changed it, and what the reply made of it; in its facts. */
export interface StateBefore {
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  waiting_until: string | null;
  waiting_reason: string | null;
  resolved_at: string | null;
  assignee_id: string | null;
  preview: string;
  last_direction: 'in' | 'out' | null;
  last_message_at: string;
  status_after: string;
  assignee_after: string | null;
}

/**
 * Undoes what a reply did to its case: status and responsible member where nobody changed them
 * since, and its place in lists where nothing was said since.
 */
export async function restoreBeforeReply(
  tx: Tx,
  reply: { caseId: string; at: Date; isNewest: boolean },
  before: StateBefore,
): Promise<void> {
  await sql`
    update cases set version = version + 1,
      first_answered_at = nullif(first_answered_at, ${reply.at}::timestamptz),
      assignee_id = case when assignee_id is not distinct from ${before.assignee_after}::uuid
        then ${before.assignee_id}::uuid else assignee_id end
    where account_id = ${tx.accountId} and id = ${reply.caseId}`.execute(tx.db);
  await sql`
    update cases set status = ${before.status},
      waiting_until = ${before.waiting_until}::timestamptz,
      waiting_reason = ${before.waiting_reason}, resolved_at = ${before.resolved_at}::timestamptz
    where account_id = ${tx.accountId} and id = ${reply.caseId}
      and status = ${before.status_after}`.execute(tx.db);
  if (!reply.isNewest) return;
  await sql`
    update cases set preview = ${before.preview}, last_direction = ${before.last_direction},
      last_message_at = ${before.last_message_at}::timestamptz
    where account_id = ${tx.accountId} and id = ${reply.caseId}`.execute(tx.db);
}
