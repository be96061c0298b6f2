// reads: cases, channel_accounts
import type { CaseViewName } from '@earshot/contract/case-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import type { Place } from './page-cursor.ts';
import { taggedCasesMax } from './worklist-limits.ts';

export interface CaseFilter {
  view?: CaseViewName | undefined;
  status?: 'open' | 'waiting' | 'resolved' | 'closed' | undefined;
  teamId?: string | undefined;
  assigneeId?: string | undefined;
  contactId?: string | undefined;
  tag?: string | undefined;
  channelKind?: ChannelKind | undefined;
  /** Only these, as found by a search. */
  caseIds?: readonly string[] | undefined;
}

export type CaseSort = 'newest' | 'oldest' | 'due';

/** A case in a list with the key that its order uses. */
export interface ListedCase {
  id: string;
  /** Microseconds since 1970: of the newest message, or for `due` of the next promise. */
  at: number | null;
  /** For `due`: of the newest message, where nothing is promised. */
  message_at: number;
}

/**
 * Cases in a view of the actor, of all that they may see; the condition of lists and counts alike.
 */
export async function matchCases(
  tx: Tx,
  actor: Actor,
  filter: CaseFilter,
): Promise<RawBuilder<boolean>> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const tagged = filter.tag === undefined ? null : await listTaggedCases(tx, filter.tag);
  return allOf([
    isListed(tx),
    ...(filter.view ? [matchView(actor, filter.view)] : []),
    ...matchFields(filter),
    ...(tagged ? [sql`c.id = any(${tagged}::uuid[])`] : []),
    visibleCases(actor, hidden),
  ]);
}

/** In a list at all; written as the partial indexes are, so that they serve. */
export function isListed(tx: Tx): RawBuilder<boolean> {
  return sql`c.account_id = ${tx.accountId} and c.deleted_at is null and c.merged_into_id is null`;
}

/** The cases of a tag; null where they are so many that a list meets them soon by itself. */
async function listTaggedCases(tx: Tx, tag: string): Promise<string[] | null> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from search_tag_cases(${tag}, ${sql.lit(taggedCasesMax + 1)})`.execute(tx.db);
  return rows.length > taggedCasesMax ? null : rows.map((row) => row.case_id);
}

/** What a view shows of the cases `c`, apart from who may see them. */
export function matchView(actor: Actor, view: CaseViewName): RawBuilder<boolean> {
  const memberId = actor.kind === 'member' ? actor.id : null;
  const teamIds = actor.kind === 'member' ? [...actor.teamIds] : [];
  switch (view) {
    case 'mine':
      return sql`c.status = 'open' and c.assignee_id = ${memberId}::uuid`;
    case 'unassigned':
      return sql`c.status = 'open' and c.assignee_id is null`;
    case 'teams':
      return sql`c.status = 'open' and c.team_id = any(${teamIds}::uuid[])`;
    case 'waiting':
      return sql`c.status = 'waiting'`;
    case 'resolved':
      return sql`c.status = 'resolved'`;
    case 'held':
      return sql`c.held`;
    case 'all':
      return sql`true`;
  }
}

function matchFields(filter: CaseFilter): RawBuilder<boolean>[] {
  const { status, teamId, assigneeId, contactId, tag, channelKind, caseIds } = filter;
  return [
    status && sql<boolean>`c.status = ${status}`,
    teamId && sql<boolean>`c.team_id = ${teamId}`,
    assigneeId && sql<boolean>`c.assignee_id = ${assigneeId}`,
    contactId && sql<boolean>`c.contact_id = ${contactId}`,
    tag && sql<boolean>`${tag} = any(c.tags)`,
    channelKind &&
      sql<boolean>`c.channel_id in (select ch.id from channel_accounts ch
        where ch.account_id = c.account_id and ch.kind = ${channelKind})`,
    caseIds && sql<boolean>`c.id = any(${[...caseIds]}::uuid[])`,
  ].filter((one) => one !== undefined && one !== '');
}

/** One page of cases in an order, after a place; at most `most`. */
export async function listCasePage(
  tx: Tx,
  where: RawBuilder<boolean>,
  sort: CaseSort,
  after: Place | null,
  most: number,
): Promise<ListedCase[]> {
  if (sort !== 'due') return selectByMessage(tx, where, sort, after, most);
  // First what was promised, the most urgent on top; then the rest, the newest on top.
  const nothingPromised = allOf([where, sql`c.next_due_at is null`]);
  if (after && after.at === null) {
    const place = { at: after.message_at ?? 0, id: after.id };
    return withoutDue(await selectByMessage(tx, nothingPromised, 'newest', place, most));
  }
  const promised = await selectByPromise(tx, where, after, most);
  if (promised.length === most) return promised;
  const rest = await selectByMessage(tx, nothingPromised, 'newest', null, most - promised.length);
  return [...promised, ...withoutDue(rest)];
}

async function selectByMessage(
  tx: Tx,
  where: RawBuilder<boolean>,
  sort: 'newest' | 'oldest',
  after: Place | null,
  most: number,
): Promise<ListedCase[]> {
  const down = sort === 'newest';
  const place = after
    ? sql`(c.last_message_at, c.id) ${down ? sql`<` : sql`>`} (${instant(after.at ?? 0)}, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ListedCase>`
    select c.id, ${inMicroseconds(sql`c.last_message_at`)} as at,
      ${inMicroseconds(sql`c.last_message_at`)} as message_at
    from cases c where ${where} and ${place}
    order by c.last_message_at ${down ? sql`desc` : sql`asc`}, c.id ${down ? sql`desc` : sql`asc`}
    limit ${most}`.execute(tx.db);
  return rows;
}

async function selectByPromise(
  tx: Tx,
  where: RawBuilder<boolean>,
  after: Place | null,
  most: number,
): Promise<ListedCase[]> {
  const place = after
    ? sql`(c.next_due_at, c.id) > (${instant(after.at ?? 0)}, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ListedCase>`
    select c.id, ${inMicroseconds(sql`c.next_due_at`)} as at,
      ${inMicroseconds(sql`c.last_message_at`)} as message_at
    from cases c where ${where} and c.next_due_at is not null and ${place}
    order by c.next_due_at, c.id limit ${most}`.execute(tx.db);
  return rows;
}

function withoutDue(rows: readonly ListedCase[]): ListedCase[] {
  return rows.map((row) => ({ ...row, at: null }));
}

/** An instant as a whole number that JavaScript holds exactly, unlike its Date. */
export function inMicroseconds(instantColumn: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(extract(epoch from ${instantColumn}) * 1000000)::bigint`;
}

/** The instant of such a number. */
export function instant(microseconds: number): RawBuilder<Date> {
  return sql`(timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond')`;
}

/** All of these conditions. */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return sql`(${sql.join(conditions, sql` and `)})`;
}
