import { sql } from 'kysely';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { type CaseStanding, promiseVerbs, settlePromises } from '../../promises/public.ts';
import { touchCase } from '../case-store.ts';

interface StandingRow {
  status: CaseStanding['status'];
  deleted_at: Date | null;
  merged_into_id: string | null;
  channel_id: string;
  team_id: string | null;
  priority: CaseStanding['priority'];
  tags: string[];
  contact_id: string | null;
  language: string | null;
  last_direction: 'in' | 'out' | null;
  first_answered_at: Date | null;
  next_due_at: Date | null;
  family: string[];
}

/** The case and those merged into it, whose promises it carries. */
export async function listFamilyIds(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select ${caseId}::uuid as id union all select m.id from cases m
    where m.account_id = ${tx.accountId} and m.merged_into_id = ${caseId}`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** How the case stands, as far as promises care, and its due time as lists show it. */
export async function loadStanding(
  tx: Tx,
  caseId: string,
): Promise<CaseStanding & { nextDueAt: Date | null }> {
  const { rows } = await sql<StandingRow>`
    select c.status, c.deleted_at, c.merged_into_id, c.channel_id, c.team_id, c.priority, c.tags,
      c.contact_id,
      c.language, c.last_direction, c.first_answered_at, c.next_due_at,
      array(select m.id from cases m where m.account_id = c.account_id
        and m.merged_into_id = c.id) as family
    from cases c where c.account_id = ${tx.accountId} and c.id = ${caseId}`.execute(tx.db);
  const [row] = rows;
  if (!row) throw new Error('The case whose promises are settled is not there.');
  return {
    caseId,
    familyIds: [caseId, ...row.family],
    status: row.status,
    isGone: row.deleted_at !== null || row.merged_into_id !== null,
    channelId: row.channel_id,
    teamId: row.team_id,
    priority: row.priority,
    tags: row.tags,
    contactId: row.contact_id,
    language: row.language,
    wasAnswered: row.first_answered_at !== null,
    awaitsAnswer: row.last_direction !== 'out' || row.first_answered_at === null,
    nextDueAt: row.next_due_at,
  };
}

/**
 * Last step of every change of whose turn it is: a case that waits for us carries a promise
 * afterwards, and lists show when the next one falls due. Earshot makes what nobody made by hand.
 */
export async function settleCase(
  tx: Tx,
  caseId: string,
  now: Date,
  actor: Actor = systemActor(tx.accountId, 'promises'),
): Promise<void> {
  const standing = await loadStanding(tx, caseId);
  let settled = await settlePromises(tx, actor, standing, now);
  if (settled.hasResumed) {
    await promiseVerbs.replanPromises(tx, actor, standing, now);
    settled = await settlePromises(tx, actor, standing, now);
  }
  const { nextDueAt } = settled;
  if (nextDueAt?.getTime() === standing.nextDueAt?.getTime()) return;
  await touchCase(tx, caseId, { next_due_at: nextDueAt });
}

/**
 * Priority, team, tags or groups of the contact changed: what is owed goes along, and another
 * policy may decide now.
 */
export async function replanCase(tx: Tx, caseId: string, now: Date): Promise<void> {
  const system = systemActor(tx.accountId, 'promises');
  await promiseVerbs.replanPromises(tx, system, await loadStanding(tx, caseId), now);
  await settleCase(tx, caseId, now);
}
