import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor } from '../../../platform/db/tables.ts';
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
  tx.insert('cases', {
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
  });
}

/** A locked case, as far as a message that joins it cares. */
export interface LockedCase {
  id: string;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  team_id: string | null;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  tags: string[];
}

/**
 * Locks a case for the rest of the transaction; where it was merged since somebody looked, the one
 * that goes on. Null if it is gone.
 */
export async function lockCase(tx: Tx, caseId: string): Promise<LockedCase | null> {
  const row = await tx.db
    .selectFrom('cases')
    .select(['id', 'status', 'team_id', 'priority', 'tags', 'merged_into_id'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row?.merged_into_id) return lockCase(tx, row.merged_into_id);
  return row ?? null;
}

/**
 * A message came in: newest first in lists, and our turn again where `reopen` says so. Answers the
 * status before.
 */
export async function noteIncoming(
  tx: Tx,
  caseId: string,
  input: { at: Date; preview: string; reopen: boolean; promisedBy: Date | null },
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
      next_due_at = least(next_due_at, ${input.promisedBy}::timestamptz),
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
      last_message_at = greatest(last_message_at, ${input.at}),
      last_direction = case when ${input.at} >= last_message_at then 'out' else last_direction end,
      preview = case when ${input.at} >= last_message_at then ${input.preview} else preview end,
      first_answered_at = case when ${input.firstAnswer}
        then coalesce(first_answered_at, ${input.at}) else first_answered_at end,
      status = coalesce(${input.status}, status),
      waiting_until = case when ${input.status}::text is null then waiting_until
        else ${input.waitingUntil} end,
      waiting_reason = case when ${input.status}::text is null then waiting_reason end,
      resolved_at = case when ${input.status}::text is null then resolved_at
        when ${input.status} <> 'resolved' then null
        when status in ('resolved', 'closed') then coalesce(resolved_at, closed_at, ${input.at})
        else ${input.at} end,
      closed_at = case when ${input.status}::text is null then closed_at end,
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
  tx.insertMissing(
    'case_contacts',
    [...unique.values()].map((one) => ({
      account_id: tx.accountId,
      case_id: caseId,
      address: one.address,
      contact_id: one.contactId,
      added_because: one.because,
    })),
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
