import type { CaseRow, CaseViewName } from '@earshot/contract/case-contract.ts';
import type { CaseFilter } from '../../api/query-keys.ts';

/** What of a member decides in which lists a case stands. */
export interface Reader {
  memberId: string;
  teamIds: readonly string[];
}

/** Whether a case stands in a list, as the server decides it for a fresh read. */
export function belongsTo(row: CaseRow, filter: CaseFilter, reader: Reader): boolean {
  const { teamId, channelKind } = filter;
  if (channelKind !== undefined && row.channel_kind !== channelKind) return false;
  switch (filter.view) {
    case 'mine':
      return row.status === 'open' && row.assignee?.id === reader.memberId;
    case 'unassigned':
      return row.status === 'open' && row.assignee === null;
    case 'teams':
      if (row.status !== 'open' || row.team === null) return false;
      return teamId === undefined ? reader.teamIds.includes(row.team.id) : row.team.id === teamId;
    case 'waiting':
      return row.status === 'waiting';
    case 'held':
      return row.held;
    case 'resolved':
      return row.status === 'resolved';
    case 'all':
      return true;
  }
}

export type CaseSort = 'due' | 'newest';

/** Where it is our turn the most urgent promise is on top, elsewhere the newest. */
export function sortOf(view: CaseViewName): CaseSort {
  return view === 'mine' || view === 'unassigned' || view === 'teams' ? 'due' : 'newest';
}

function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

function byNewest(a: CaseRow, b: CaseRow): number {
  const at = Date.parse(b.last_message_at) - Date.parse(a.last_message_at);
  return at || descending(a.id, b.id);
}

/** The order of rows: negative where `a` stands above `b`. */
export function compareRows(sort: CaseSort, a: CaseRow, b: CaseRow): number {
  if (sort === 'newest') return byNewest(a, b);
  const dueA = a.next_due_at === null ? Infinity : Date.parse(a.next_due_at);
  const dueB = b.next_due_at === null ? Infinity : Date.parse(b.next_due_at);
  if (dueA === Infinity && dueB === Infinity) return byNewest(a, b);
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return descending(b.id, a.id);
}

export interface CasePage {
  items: CaseRow[];
  next_cursor: string | null;
}

/** A changed case, and whether it stands in the list at all. */
export interface PlacedRow {
  row: CaseRow;
  belongs: boolean;
}

/**
 * Puts changed cases where they now belong in loaded pages: moved, inserted or removed. A row that
 * sorts below everything loaded is left to the next page. Pages that stay as they are stay the
 * same objects, and so does the list of them.
 */
export function placeRows(
  pages: readonly CasePage[],
  changes: readonly PlacedRow[],
  sort: CaseSort | null,
): readonly CasePage[] {
  const wanted = new Map(changes.map((change) => [change.row.id, change]));
  for (const page of pages) {
    for (const { id, version } of page.items) {
      const change = wanted.get(id);
      if (change && version > change.row.version) wanted.delete(id);
    }
  }
  if (sort === null) return renewRows(pages, wanted);
  const placed = dropRows(pages, new Set(wanted.keys()));
  for (const { row, belongs } of wanted.values()) {
    if (belongs) insertRow(placed, row, sort);
  }
  return keepSame(pages, placed);
}

function renewRows(
  pages: readonly CasePage[],
  changes: ReadonlyMap<string, PlacedRow>,
): readonly CasePage[] {
  const renewed = pages.map((page) =>
    page.items.some(({ id }) => changes.has(id))
      ? { ...page, items: page.items.map((row) => changes.get(row.id)?.row ?? row) }
      : page,
  );
  return keepSame(pages, renewed);
}

function insertRow(pages: CasePage[], row: CaseRow, sort: CaseSort): void {
  for (const [number, page] of pages.entries()) {
    const index = page.items.findIndex((other) => compareRows(sort, row, other) < 0);
    if (index === -1) continue;
    pages[number] = { ...page, items: page.items.toSpliced(index, 0, row) };
    return;
  }
  const last = pages.at(-1);
  if (!last || last.next_cursor !== null) return;
  pages[pages.length - 1] = { ...last, items: [...last.items, row] };
}

/** Removes cases from loaded pages; pages without them stay the same objects. */
export function dropRows(pages: readonly CasePage[], caseIds: ReadonlySet<string>): CasePage[] {
  return pages.map((page) =>
    page.items.some(({ id }) => caseIds.has(id))
      ? { ...page, items: page.items.filter(({ id }) => !caseIds.has(id)) }
      : page,
  );
}

/** The old list where all its pages are the old ones. */
function keepSame(before: readonly CasePage[], after: readonly CasePage[]): readonly CasePage[] {
  return after.every((page, index) => page === before[index]) ? before : after;
}

/** The rows of all pages, each case once. */
export function flattenPages(pages: readonly CasePage[]): CaseRow[] {
  const seen = new Set<string>();
  return pages.flatMap((page) => page.items).filter((row) => !seen.has(row.id) && seen.add(row.id));
}

export type Urgency = 'calm' | 'soon' | 'broken';

/** How a promise stands: soon in the last quarter of its time, broken after it. */
export function decideUrgency(due_ms: number, made_ms: number, now_ms: number): Urgency {
  if (now_ms > due_ms) return 'broken';
  return due_ms - now_ms < (due_ms - made_ms) / 4 ? 'soon' : 'calm';
}

/**
 * Whether a case that changed is unread. The server sends one row to every desk, so each decides
 * for its reader: what they have on screen is read, a new message makes unread, the rest stays.
 */
export function decideUnread(facts: {
  /** As this desk knew it; null: never seen here. */
  known: boolean | null;
  /** Whether the contact wrote just now. */
  wrote: boolean;
  onScreen: boolean;
  lastDirection: CaseRow['last_direction'];
}): boolean {
  if (facts.onScreen) return false;
  return facts.wrote || (facts.known ?? facts.lastDirection === 'in');
}
