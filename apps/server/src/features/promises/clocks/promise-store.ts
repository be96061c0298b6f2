import '../promise-tables.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import type { ClockKind, PromiseKind } from '../promise-tables.ts';
import type { PlannedPromise } from './plan-promises.ts';

export type PromiseRow = Selectable<Tables['case_promises']>;

/** To whom and where a promise is owed. */
export interface PromisePlace {
  caseId: string;
  channelId: string | null;
  teamId: string | null;
  by: StoredActor;
  at: Date;
  /** When a message told the contact; null: only their page shows it. */
  toldAt: Date | null;
}

/** Makes a planned promise and starts its clock, with queued rows; answers its id. */
export function insertPlannedPromise(
  tx: Tx,
  planned: PlannedPromise,
  place: PromisePlace,
  startedAt: Date = place.at,
): string {
  const clockId = newId();
  tx.insert('sla_clocks', {
    account_id: tx.accountId,
    id: clockId,
    case_id: place.caseId,
    kind: planned.kind,
    policy_id: planned.policyId,
    calendar_id: planned.calendarId,
    target_minutes: planned.targetMinutes,
    target_days: planned.targetDays,
    pauses: planned.pauses,
    started_at: startedAt,
  });
  return insertPromise(tx, {
    ...place,
    kind: planned.kind,
    words: planned.words,
    language: planned.language,
    dueAt: planned.dueAt,
    warnAt: planned.warnAt,
    because: planned.because,
    clockId,
    how: 'policy',
  });
}

export interface NewPromise extends PromisePlace {
  kind: PromiseKind;
  words: string;
  language: ContactLanguage;
  dueAt: Date;
  warnAt: Date | null;
  because: PlannedPromise['because'] | null;
  clockId: string | null;
  how: 'policy' | 'agent' | 'callback';
}

/** Keeps what the contact was told: what, by when, in which words. Queued; answers its id. */
export function insertPromise(tx: Tx, promise: NewPromise): string {
  const id = newId();
  tx.insert('case_promises', {
    account_id: tx.accountId,
    id,
    case_id: promise.caseId,
    kind: promise.kind,
    words: promise.words,
    language: promise.language,
    due_at: promise.dueAt,
    made_how: promise.how,
    made_by: json(promise.by),
    made_at: promise.at,
    because: promise.because && json(promise.because),
    clock_id: promise.clockId,
    team_id: promise.teamId,
    channel_id: promise.channelId,
    warn_at: promise.warnAt,
    told_at: promise.toldAt,
  });
  return id;
}

/** Promises of these cases that are owed: neither kept nor withdrawn nor replaced. */
export async function listOpenPromises(tx: Tx, caseIds: readonly string[]): Promise<PromiseRow[]> {
  return openOf(tx, caseIds).selectAll().orderBy('due_at').orderBy('id').execute();
}

function openOf(tx: Tx, caseIds: readonly string[]) {
  return tx.db
    .selectFrom('case_promises')
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', caseIds)
    .where('kept_at', 'is', null)
    .where('withdrawn_at', 'is', null);
}

/**
 * For each promise of which the contact was told something: by when. A policy that moved it since
 * changed nothing about that; a member who moved it did.
 */
export async function loadToldDue(tx: Tx, ids: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ promise_id: string; due_at: Date }>`
    with recursive earlier as (
      select id as promise_id, id, case_id, due_at, told_at from case_promises
      where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[])
      union all
      select e.promise_id, o.id, o.case_id, o.due_at, o.told_at
      from earlier e join case_promises o on o.account_id = ${tx.accountId}
        and o.case_id = e.case_id and o.renegotiated_to_id = e.id and o.moved_by = 'policy'
      where e.told_at is null)
    select promise_id, due_at from earlier where told_at is not null`.execute(tx.db);
  return new Map(rows.map((row) => [row.promise_id, row.due_at]));
}

/** Notes that a message said these to the contact at that moment. */
export async function tellPromiseRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update case_promises set told_at = ${at}
    where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[]) and told_at is null
    `.execute(tx.db);
}

/** What a message said at that moment, which never left: the contact was not told. */
export async function untellPromiseRows(
  tx: Tx,
  caseIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`update case_promises set told_at = null
    where account_id = ${tx.accountId} and case_id = any(${[...caseIds]}::uuid[])
      and told_at = ${at} and made_at < ${at}`.execute(tx.db);
}

/** One promise; null where there is none of that id. */
export async function findPromise(tx: Tx, id: string): Promise<PromiseRow | null> {
  const row = await tx.db
    .selectFrom('case_promises')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** What keeps a promise: an answer, a click, or that the matter is settled. */
export type KeptHow = 'answer' | 'click' | 'resolved';

/**
 * Marks promises as kept. One that was due before is broken as well, at the moment it fell due:
 * kept late is not kept.
 */
export async function keepPromiseRows(
  tx: Tx,
  ids: readonly string[],
  how: KeptHow,
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update case_promises set kept_at = ${at}, kept_how = ${how}, broken_at = coalesce(broken_at,
      case when due_at < ${at} and paused_at is null then due_at end)
    where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
}

/** Takes back that promises were kept at that moment, in this way; answers their ids. */
export async function unkeepPromiseRows(
  tx: Tx,
  caseIds: readonly string[],
  at: Date,
  how?: KeptHow,
): Promise<string[]> {
  let query = tx.db
    .updateTable('case_promises')
    .set({ kept_at: sql`null`, kept_how: null })
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', caseIds)
    .where('kept_at', '=', at);
  if (how) query = query.where('kept_how', '=', how);
  const rows = await query.returning('id').execute();
  return rows.map((row) => row.id);
}

/** Takes promises of a policy back that were made at that moment; answers their ids. */
export async function withdrawMadeAt(
  tx: Tx,
  caseIds: readonly string[],
  madeAt: Date,
  kind: ClockKind,
): Promise<string[]> {
  const rows = await tx.db
    .updateTable('case_promises')
    .set({ withdrawn_at: madeAt })
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', caseIds)
    .where('made_at', '=', madeAt)
    .where('kind', '=', kind)
    .where('made_how', '=', 'policy')
    .where('kept_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Promises end without being kept: nobody waits any more. */
export async function withdrawPromiseRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('case_promises')
    .set({ withdrawn_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .execute();
}

/** Promises that were withdrawn at one of these moments stand again; answers their ids. */
export async function restorePromiseRows(
  tx: Tx,
  caseIds: readonly string[],
  withdrawnAt: readonly Date[],
): Promise<string[]> {
  if (withdrawnAt.length === 0) return [];
  const rows = await tx.db
    .updateTable('case_promises')
    .set({ withdrawn_at: sql`null` })
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', caseIds)
    .where('withdrawn_at', 'in', withdrawnAt)
    .where('renegotiated_to_id', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Another promise takes the place of this one; it stays to be seen. */
export async function replacePromiseRow(
  tx: Tx,
  id: string,
  by: { id: string; because: string; movedBy: 'member' | 'policy'; at: Date },
): Promise<void> {
  await sql`
    update case_promises set renegotiated_to_id = ${by.id}, renegotiated_because = ${by.because},
      moved_by = ${by.movedBy}, withdrawn_at = ${by.at}, broken_at = coalesce(broken_at,
        case when due_at < ${by.at} and paused_at is null then due_at end)
    where account_id = ${tx.accountId} and id = ${id}`.execute(tx.db);
}

/** Stops promises from falling due. */
export async function pausePromiseRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx.db
    .updateTable('case_promises')
    .set({ paused_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .execute();
}

/** Lets a promise fall due again, later by what its clock stood. */
export async function resumePromiseRow(
  tx: Tx,
  id: string,
  change: { dueAt: Date; warnAt: Date; words: string },
): Promise<void> {
  const { dueAt, warnAt, words } = change;
  await tx.db
    .updateTable('case_promises')
    .set({ paused_at: sql`null`, due_at: dueAt, warn_at: warnAt, words })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** What is owed goes along with the case to another team. */
export async function handOnPromiseRows(
  tx: Tx,
  caseIds: readonly string[],
  teamId: string | null,
): Promise<void> {
  await tx.db
    .updateTable('case_promises')
    .set({ team_id: teamId })
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', caseIds)
    .where('kept_at', 'is', null)
    .where('broken_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Notes that somebody was told that these look unkept. */
export async function warnPromiseRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update case_promises set warned_at = ${at}
    where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
}

/** These were not kept when they fell due: broken at that very moment. */
export async function breakPromiseRows(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update case_promises set broken_at = due_at, warned_at = coalesce(warned_at, due_at)
    where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
}

/** Locks what must be looked at by now, of these; what another process looks at is left out. */
export async function lockLookedAt(
  tx: Tx,
  ids: readonly string[],
  now: Date,
): Promise<PromiseRow[]> {
  return (
    tx.db
      .selectFrom('case_promises')
      .selectAll()
      .where('account_id', '=', tx.accountId)
      // One text for any number of them, so that its plan is kept.
      .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
      .where('look_at', '<=', now)
      .forUpdate()
      .skipLocked()
      .execute()
  );
}

/**
 * Promises of all watched accounts that must be looked at by now, the most overdue first; where
 * there is none, the one whose time comes next. One message to the database.
 */
export async function listToLookAt(
  tx: Tx,
  now: Date,
  most: number,
): Promise<{ account_id: string; id: string; look_at: Date }[]> {
  const due = sql<{ account_id: string; id: string; look_at: Date }>`
    select account_id, id, look_at from case_promises
    where look_at <= greatest(${now}::timestamptz, (select min(look_at) from case_promises))
      and account_id <> all(array(
        select account_id from promise_settings where unwatched_until > ${now}))
    order by look_at limit ${most}`;
  return tx.end({ compile: () => due.compile(tx.db) });
}
