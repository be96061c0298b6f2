import { sql } from 'kysely';
import type { FamilyReply } from '@earshot/contract/family-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { listHiddenTeamIds, visibleCases } from '../case-access-views.ts';
import '../case-tables.ts';
import { type FamilyReplyRow, findFamilyReply } from './family-store.ts';
import type { LeftOutReason } from './family-tables.ts';

/** Parts of a case that the actor may see, oldest first, and how many others there are. */
export async function listChildren(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<{ children: { caseId: string; linkId: string }[]; hidden: number }> {
  const hiddenTeams = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<{ caseId: string; linkId: string; seen: boolean }>`
    select c.id as "caseId", l.id as "linkId", ${visibleCases(actor, hiddenTeams)} as seen
    from case_links l
    join cases c on c.account_id = l.account_id and c.id = l.case_id
    where l.account_id = ${tx.accountId} and l.to_case_id = ${caseId} and l.kind = 'parent'
      and l.removed_at is null and c.deleted_at is null
    order by c.number`.execute(tx.db);
  const seen = rows.filter((row) => row.seen);
  return {
    children: seen.map(({ caseId: id, linkId }) => ({ caseId: id, linkId })),
    hidden: rows.length - seen.length,
  };
}

/** The case that this one is a part of; null if there is none, or not for this actor. */
export async function findParent(tx: Tx, actor: Actor, caseId: string) {
  const hiddenTeams = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<{ id: string; number: number; subject: string; link_id: string }>`
    select c.id, c.number, c.subject, l.id as link_id from case_links l
    join cases c on c.account_id = l.account_id and c.id = l.to_case_id
    where l.account_id = ${tx.accountId} and l.case_id = ${caseId} and l.kind = 'parent'
      and l.removed_at is null and c.deleted_at is null and ${visibleCases(actor, hiddenTeams)}
    order by l.created_at desc, l.id desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

interface Counts {
  waiting: number;
  sent: number;
  left_out: number;
}

function stateOf(row: FamilyReplyRow, counts: Counts, now: Date): FamilyReply['state'] {
  if (row.cancelled_at !== null) return 'cancelled';
  if (row.finished_at !== null) return 'done';
  return row.starts_at > now ? 'waiting' : 'running';
}

/** How far one answer to all has come. */
export async function presentFamilyReply(
  tx: Tx,
  row: FamilyReplyRow,
  now: Date,
): Promise<FamilyReply> {
  const { rows } = await sql<Counts>`
    select count(*) filter (where state in ('waiting', 'cancelled'))::int as waiting,
      count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'left_out')::int as left_out
    from family_reply_parts
    where account_id = ${tx.accountId} and family_reply_id = ${row.id}`.execute(tx.db);
  const counts = rows[0] ?? { waiting: 0, sent: 0, left_out: 0 };
  return {
    id: row.id,
    state: stateOf(row, counts, now),
    made_by: { name: row.made_by.name },
    made_at: row.made_at.toISOString(),
    starts_at: row.starts_at.toISOString(),
    total: counts.waiting + counts.sent,
    sent: counts.sent,
    left_out: counts.left_out,
  };
}

/** What became of each part. */
export async function listReplyParts(tx: Tx, id: string) {
  const { rows } = await sql<{
    case_id: string;
    number: number;
    state: 'waiting' | 'sent' | 'left_out' | 'cancelled';
    reason: LeftOutReason | null;
    message_id: string | null;
  }>`
    select p.case_id, c.number, p.state, p.reason, p.message_id from family_reply_parts p
    join cases c on c.account_id = p.account_id and c.id = p.case_id
    where p.account_id = ${tx.accountId} and p.family_reply_id = ${id}
    order by c.number`.execute(tx.db);
  return rows;
}

/** The newest answer to all of this case; null if there was none. */
export async function findLastReply(tx: Tx, caseId: string): Promise<FamilyReplyRow | null> {
  const row = await tx.db
    .selectFrom('family_replies')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** One answer to all; throws 404 where there is none. */
export async function getFamilyReplyRow(tx: Tx, id: string, lock = false): Promise<FamilyReplyRow> {
  const row = await findFamilyReply(tx, { id }, lock);
  if (!row) throw notFound('answer');
  return row;
}
