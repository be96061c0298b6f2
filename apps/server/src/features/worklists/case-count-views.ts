// reads: cases, teams
import { type CaseViewName, caseViewName } from '@earshot/contract/case-contract.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { allOf, matchCases, matchView } from './case-list-views.ts';
import { countMax } from './worklist-limits.ts';

/** How many cases each view holds for the actor, up to one more than the limit. */
export async function countViews(
  tx: Tx,
  actor: Actor,
): Promise<{ view: CaseViewName; count: number }[]> {
  const visible = await matchCases(tx, actor, {});
  const counts = caseViewName.options.map(
    (view) => sql`${countUpTo(allOf([visible, matchView(actor, view)]))} as ${sql.id(view)}`,
  );
  const { rows } = await sql<Record<CaseViewName, number>>`
    select ${sql.join(counts)}`.execute(tx.db);
  const [row] = rows;
  return caseViewName.options.map((view) => ({ view, count: row?.[view] ?? 0 }));
}

/** Open cases of the actor’s teams; for who sees all cases, of every team. */
export async function countTeams(
  tx: Tx,
  actor: Actor,
): Promise<{ id: string; name: string; count: number }[]> {
  const all =
    actor.kind !== 'member' || actor.role === 'administrator' || actor.role === 'supervisor';
  const mine = actor.kind === 'member' ? [...actor.teamIds] : [];
  const visible = await matchCases(tx, actor, {});
  const ofTeam = allOf([visible, sql`c.status = 'open' and c.team_id = t.id`]);
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select t.id, t.name, ${countUpTo(ofTeam)} as count from teams t
    where t.account_id = ${tx.accountId} and t.deleted_at is null
      and ${all ? sql`true` : sql`t.id = any(${mine}::uuid[])`}
    order by t.name, t.id`.execute(tx.db);
  return rows;
}

function countUpTo(where: RawBuilder<boolean>): RawBuilder<number> {
  return sql`(select count(*)::int from (
    select from cases c where ${where} limit ${sql.lit(countMax + 1)}) counted)`;
}
