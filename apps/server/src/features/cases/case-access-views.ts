// reads: teams
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Actor, MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { forbidden, notFound, Refused } from '../../platform/errors.ts';
import './case-tables.ts';
import {
  canChangeCase,
  canDeleteCases,
  canSeeCase,
  type CaseSight,
  seesAllCases,
} from './case-policy.ts';

/** A case that the actor was found to be allowed to see. */
export type SeenCase = Selectable<Tables['cases']> & {
  team_restricted: boolean;
  participates: boolean;
};

export interface CaseAccess {
  /** Also a case that was removed from every list; only for bringing it back. */
  deleted?: boolean;
  /** Also a case that was merged into another; only for undoing that. */
  merged?: boolean;
}

/**
 * The case if the actor may read it; throws 404 where there is none, where it is not theirs to see
 * and where it was removed. A merged case is answered: it says so itself.
 */
export async function getCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  access: Pick<CaseAccess, 'deleted'> = {},
): Promise<SeenCase> {
  const [found] = await selectCases(tx, actor, [caseId], false);
  return assertSeen(actor, found, access);
}

/**
 * The case for looking at it: as `getCase`, and where it was removed for those members who could
 * bring it back, so that they see what they decide about.
 */
export async function getCaseForReading(tx: Tx, actor: Actor, caseId: string): Promise<SeenCase> {
  const deleted = actor.kind === 'member' && canDeleteCases(actor);
  return getCase(tx, actor, caseId, { deleted });
}

/** The case with this number, under the same rule as `getCaseForReading`. */
export async function getCaseByNumber(tx: Tx, actor: Actor, number: number): Promise<SeenCase> {
  const found = await tx.db
    .selectFrom('cases')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!found) throw notFound('case');
  return getCaseForReading(tx, actor, found.id);
}

/**
 * The case if the actor may change it, locked until the end of the transaction. Throws 404 as
 * `getCase` does, 403 for a colleague who may only read, and `case_merged` for a merged case.
 */
export async function getCaseForUpdate(
  tx: Tx,
  actor: Actor,
  caseId: string,
  access: CaseAccess = {},
): Promise<SeenCase> {
  const [found] = await selectCases(tx, actor, [caseId], true);
  return assertChangeable(tx, actor, assertSeen(actor, found, access), access);
}

/** Several cases locked in one fixed order, so that two merges at once cannot block each other. */
export async function getCasesForUpdate(
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
  access: CaseAccess = {},
): Promise<SeenCase[]> {
  const found = await selectCases(tx, actor, caseIds, true);
  const seen = caseIds.map((id) =>
    assertSeen(
      actor,
      found.find((row) => row.id === id),
      access,
    ),
  );
  for (const row of seen) await assertChangeable(tx, actor, row, access);
  return seen;
}

/**
 * Locks cases in one fixed order without asking who may change them: for the other ends of a deed
 * whose own case was checked before. Ids that are not there are left out.
 */
export async function lockCases(
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
): Promise<Map<string, SeenCase>> {
  const found = await selectCases(tx, actor, caseIds, true);
  return new Map(found.map((row) => [row.id, row]));
}

/** Whether another member reads a case that was shown to somebody, without being drawn into it. */
export function canMemberSee(member: MemberActor, seen: SeenCase): boolean {
  return canSeeCase(member, { ...sightOf(seen), participates: false });
}

/** Throws 403 for a colleague who may only read the case and write notes. */
export function assertMayChange(actor: Actor, seen: SeenCase): void {
  if (canChangeCase(actor, { assigneeId: seen.assignee_id })) return;
  throw forbidden(
    'You were drawn into this case: you may read it and write notes. ' +
      'Ask an agent to change it, or to make you responsible.',
  );
}

/** Throws `case_merged`, naming the case that stays, for a case that was merged into another. */
export async function assertNotMerged(tx: Tx, seen: SeenCase): Promise<void> {
  if (seen.merged_into_id === null) return;
  const target = await tx.db
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', seen.merged_into_id)
    .executeTakeFirstOrThrow();
  throw new Refused(
    'case_merged',
    `Case #${seen.number} was merged into #${target.number}. ` +
      `Go on there, or take the merge back first. Nothing was changed.`,
    { facts: { case_id: target.id, case_number: target.number } },
  );
}

/** Teams whose cases the actor sees only where they are drawn in or responsible. */
export async function listHiddenTeamIds(tx: Tx, actor: Actor): Promise<string[]> {
  if (seesAllCases(actor) || actor.kind !== 'member' || actor.role === 'colleague') return [];
  const { rows } = await sql<{ id: string }>`
    select id from teams where account_id = ${tx.accountId} and restricted
      and id <> all(${[...actor.teamIds]}::uuid[])`.execute(tx.db);
  return rows.map((row) => row.id);
}

/**
 * `canSeeCase` as a condition on `cases c`, for lists. `hiddenTeamIds` come from
 * `listHiddenTeamIds`; where there are none, the condition is `true` and costs nothing.
 */
export function visibleCases(actor: Actor, hiddenTeamIds: readonly string[]): RawBuilder<boolean> {
  if (seesAllCases(actor)) return sql`true`;
  if (actor.kind !== 'member') return sql`false`;
  if (actor.role !== 'colleague' && hiddenTeamIds.length === 0) return sql`true`;
  const drawnIn = sql`select p.case_id from case_participants p
    where p.account_id = ${actor.accountId} and p.member_id = ${actor.id}`;
  if (actor.role === 'colleague') {
    // They see few cases: these are fetched, instead of asking every case of the account.
    return sql`c.id in (${drawnIn} union all select a.id from cases a
      where a.account_id = ${actor.accountId} and a.assignee_id = ${actor.id})`;
  }
  return sql`(c.team_id is null or c.team_id <> all(${[...hiddenTeamIds]}::uuid[])
    or c.assignee_id = ${actor.id} or c.id in (${drawnIn}))`;
}

async function selectCases(
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
  lock: boolean,
): Promise<SeenCase[]> {
  const memberId = actor.kind === 'member' ? actor.id : null;
  // PostgreSQL plans an array of one anew each time, one id once for all.
  const isAsked =
    caseIds.length === 1 ? sql`c.id = ${caseIds[0]}` : sql`c.id = any(${[...caseIds]}::uuid[])`;
  const { rows } = await sql<SeenCase>`
    select c.*, coalesce(t.restricted, false) as team_restricted, exists (
      select from case_participants p where p.account_id = c.account_id and p.case_id = c.id
        and p.member_id = ${memberId}::uuid) as participates
    from cases c
    left join teams t on t.account_id = c.account_id and t.id = c.team_id
    where c.account_id = ${tx.accountId} and ${isAsked}
    order by c.id ${lock ? sql`for no key update of c` : sql``}`.execute(tx.db);
  return rows;
}

function assertSeen(actor: Actor, found: SeenCase | undefined, access: CaseAccess): SeenCase {
  if (actor.kind === 'key' && !actor.scopes.includes('cases:read')) {
    throw forbidden('This API key lacks the scope cases:read, and the answer would show the case.');
  }
  if (!found || (found.deleted_at !== null && !access.deleted)) throw notFound('case');
  if (!canSeeCase(actor, sightOf(found))) throw notFound('case');
  return found;
}

function sightOf(found: SeenCase): CaseSight {
  return {
    teamId: found.team_id,
    teamRestricted: found.team_restricted,
    assigneeId: found.assignee_id,
    participates: found.participates,
  };
}

async function assertChangeable(
  tx: Tx,
  actor: Actor,
  seen: SeenCase,
  access: CaseAccess,
): Promise<SeenCase> {
  assertMayChange(actor, seen);
  if (!access.merged) await assertNotMerged(tx, seen);
  return seen;
}
