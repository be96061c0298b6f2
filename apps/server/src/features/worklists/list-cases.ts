import {
  type CaseRow,
  type CaseViewName,
  caseViewName,
  type listCases as operation,
  type listCaseViews as viewsOperation,
} from '@earshot/contract/case-contract.ts';
import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Memory } from '../../platform/remember.ts';
import { isUnread, listHiddenTeamIds, loadCaseRows, presentCaseRow } from '../cases/public.ts';
import { countTeams, countViews } from './case-count-views.ts';
import { type CaseFilter, listCasePage, type ListedCase, matchCases } from './case-list-views.ts';
import { searchCaseIds, searchWithin } from './case-search-views.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { countMax, searchedInViewMax } from './worklist-limits.ts';

/** One page of the cases that the actor may see, by view, filters or search. */
export async function listCases(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof operation>,
): Promise<ResponseOf<typeof operation>> {
  const { sort, limit } = query;
  const after = readCursor(sort, query.cursor);
  const filter: CaseFilter = {
    view: query.view === 'all' ? undefined : query.view,
    status: query.status,
    teamId: query.team_id,
    assigneeId: query.assignee_id,
    contactId: query.contact_id,
    tag: query.tag,
    channelKind: query.channel_kind,
  };
  const q = query.q?.trim() ?? '';
  const caseIds = q === '' ? undefined : await findCases(tx, actor, filter, q);
  const where = await matchCases(tx, actor, { ...filter, caseIds });
  const listed = await listCasePage(tx, where, sort, after, limit + 1);
  const shown = listed.slice(0, limit);
  const last = listed.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentRows(tx, actor, shown),
    next_cursor: last ? writeCursor(sort, last) : null,
  };
}

/** Cases that a search finds, by a look into each case where filters leave few of them. */
async function findCases(tx: Tx, actor: Actor, filter: CaseFilter, q: string): Promise<string[]> {
  const found = await searchCaseIds(tx, q);
  const isNarrow = Object.values(filter).some((value) => value !== undefined);
  if (!isNarrow || q.startsWith('#')) return found;
  const where = await matchCases(tx, actor, filter);
  const listed = await listCasePage(tx, where, 'newest', null, searchedInViewMax);
  const within = await searchWithin(
    tx,
    q,
    listed.map((one) => one.id),
  );
  return [...new Set([...found, ...within])];
}

async function presentRows(
  tx: Tx,
  actor: Actor,
  listed: readonly ListedCase[],
): Promise<CaseRow[]> {
  const memberId = actor.kind === 'member' ? actor.id : null;
  const ids = listed.map((one) => one.id);
  const rows = await loadCaseRows(tx, ids, memberId);
  return rows.map((row) => presentCaseRow(row, memberId !== null && isUnread(row)));
}

/**
 * How many cases each view and each team of the actor holds; counting stops at 10,000, and a view
 * that holds more is not counted again for a while.
 */
export async function listCaseViews(
  tx: Tx,
  actor: Actor,
  fullViews: Memory<CaseViewName[]>,
): Promise<ResponseOf<typeof viewsOperation>> {
  const hidden = await listHiddenTeamIds(tx, actor);
  let counts = new Map<CaseViewName, number>();
  const count = async (views: readonly CaseViewName[]) => {
    counts = await countViews(tx, actor, hidden, views);
  };
  const full = await fullViews.recall(whoSeesAlike(actor, hidden), async () => {
    await count(caseViewName.options);
    const views = sharedViews.filter((view) => (counts.get(view) ?? 0) > countMax);
    return views.length > 0 ? views : null;
  });
  if (counts.size === 0) await count(caseViewName.options.filter((view) => !full?.includes(view)));
  const teams = await countTeams(tx, actor, hidden);
  return {
    items: caseViewName.options.map((view) => ({
      view,
      ...cap(counts.get(view) ?? countMax + 1),
    })),
    teams: teams.map(({ id, name, count: found }) => ({ team: { id, name }, ...cap(found) })),
  };
}

/** The same for everybody who sees the same cases. */
const sharedViews = caseViewName.options.filter((view) => view !== 'mine' && view !== 'teams');

/** Who is kept from the same teams sees the same cases but for the few they are drawn into. */
function whoSeesAlike(actor: Actor, hiddenTeamIds: readonly string[]): string {
  const isAlone = actor.kind === 'member' && actor.role === 'colleague';
  return `${actor.accountId} ${isAlone ? actor.id : hiddenTeamIds.toSorted().join(' ')}`;
}

function cap(count: number): { count: number; capped: boolean } {
  return { count: Math.min(count, countMax), capped: count > countMax };
}
