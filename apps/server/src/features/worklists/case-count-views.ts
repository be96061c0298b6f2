// reads: cases, teams
import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { visibleCases } from '../cases/public.ts';
import { allOf, isListed, matchView } from './case-list-views.ts';
import { countMax } from './worklist-limits.ts';

/** How many cases of these views the actor sees, up to one more than the limit. */
export async function countViews(
  tx: Tx,
  actor: Actor,
  hiddenTeamIds: readonly string[],
  views: readonly CaseViewName[],
): Promise<Map<CaseViewName, number>> {
  const visible = allOf([isListed(tx), visibleCases(actor, hiddenTeamIds)]);
  const counts = views.map(
    (view) => sql`${countUpTo(allOf([visible, matchView(actor, view)]))} as ${sql.id(view)}`,
  );
  const { rows } = await sql<Record<CaseViewName, number>>`
    select ${sql.join(counts)}`.execute(tx.db);
  return new Map(views.map((view) => [view, rows[0]?.[view] ?? 0]));
}

/** Open cases of the actor’s teams; for who sees all cases, of every team. */
export async function countTeams(
  tx: Tx,
  actor: Actor,
  hiddenTeamIds: readonly string[],
): Promise<{ id: string; name: string; count: number }[]> {
  const all =
    actor.kind !== 'member' || actor.role === 'administrator' || actor.role === 'supervisor';
  const mine = actor.kind === 'member' ? [...actor.teamIds] : [];
  // An agent sees all cases of their teams: these need not be asked one by one.
  const seesTeam = actor.kind === 'member' && actor.role === 'agent';
  const visible = seesTeam ? sql`true` : visibleCases(actor, hiddenTeamIds);
  const ofTeam = allOf([isListed(tx), visible, sql`c.status = 'open' and c.team_id = t.id`]);
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
