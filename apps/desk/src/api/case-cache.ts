import type { CaseDetail, CaseRow } from '@earshot/contract/case-contract.ts';
import type { Me } from '@earshot/contract/session-contract.ts';
import type { InfiniteData } from '@tanstack/react-query';
import {
  belongsTo,
  dropRows,
  placeRows,
  sortOf,
  type CasePage,
  type Reader,
} from '../screens/cases/list-rules.ts';
import { queryClient } from './desk-client.ts';
import { queryKeys, type CaseFilter } from './query-keys.ts';

type CaseListData = InfiniteData<CasePage, string | null>;

function reader(): Reader | null {
  const me = queryClient.getQueryData<Me>(queryKeys.me);
  if (!me) return null;
  return { memberId: me.member.id, teamIds: me.member.teams.map((team) => team.id) };
}

function changeLists(
  change: (pages: readonly CasePage[], filter: CaseFilter) => readonly CasePage[],
): void {
  const lists = queryClient.getQueriesData<CaseListData>({ queryKey: queryKeys.caseLists });
  for (const [key, data] of lists) {
    if (!data) continue;
    const pages = change(data.pages, key[1] as CaseFilter);
    // Nobody looks anew at a list that stayed as it was.
    if (pages === data.pages) continue;
    queryClient.setQueryData<CaseListData>(key, { ...data, pages: [...pages] });
  }
}

/** Shows the newest state of a case everywhere it stands: lists and open case. */
export function patchCaseRow(row: CaseRow): void {
  patchCaseRows([row]);
}

/** Shows the newest state of many cases at once. */
export function patchCaseRows(rows: readonly CaseRow[]): void {
  const me = reader();
  if (me === null || rows.length === 0) return;
  changeLists((pages, filter) =>
    placeRows(
      pages,
      rows.map((row) => ({ row, belongs: belongsTo(row, filter, me) })),
      filter.q === undefined ? sortOf(filter.view) : null,
    ),
  );
  for (const row of rows) {
    queryClient.setQueryData<CaseDetail>(queryKeys.case(row.id), (detail) =>
      detail && detail.version <= row.version ? { ...detail, ...row } : detail,
    );
  }
}

/** Takes in what the server answered about a case: the open case, and its place in every list. */
export function keepCaseDetail(detail: CaseDetail): void {
  queryClient.setQueryData<CaseDetail>(queryKeys.case(detail.id), detail);
  if (detail.deleted_at !== null || detail.merged_into !== null) dropCase(detail.id);
  else patchCaseRow(detail);
}

/** Takes a case out of every list: it was deleted, or the reader may no longer see it. */
export function dropCase(caseId: string): void {
  dropCases(new Set([caseId]));
}

/** Takes cases out of every list. */
export function dropCases(caseIds: ReadonlySet<string>): void {
  if (caseIds.size === 0) return;
  changeLists((pages) => {
    const left = dropRows(pages, caseIds);
    return left.every((page, index) => page === pages[index]) ? pages : left;
  });
}

/** The newest known row of a case, from the open case or any list. */
export function findCaseRow(caseId: string): CaseRow | null {
  return findCaseRows(new Set([caseId])).get(caseId) ?? null;
}

/** The newest known rows of these cases, from open cases or any list. */
export function findCaseRows(caseIds: ReadonlySet<string>): ReadonlyMap<string, CaseRow> {
  const found = new Map<string, CaseRow>();
  for (const id of caseIds) {
    const detail = queryClient.getQueryData<CaseDetail>(queryKeys.case(id));
    if (detail) found.set(id, detail);
  }
  const lists = queryClient.getQueriesData<CaseListData>({ queryKey: queryKeys.caseLists });
  for (const [, data] of lists) {
    for (const page of data?.pages ?? []) {
      for (const row of page.items) {
        if (caseIds.has(row.id) && !found.has(row.id)) found.set(row.id, row);
      }
    }
  }
  return found;
}

/** The id of a case in a loaded list; undefined where none shows it. */
export function findCaseId(number: number): string | undefined {
  const lists = queryClient.getQueriesData<CaseListData>({ queryKey: queryKeys.caseLists });
  for (const [, data] of lists) {
    const found = data?.pages.flatMap((page) => page.items).find((row) => row.number === number);
    if (found) return found.id;
  }
  return undefined;
}

/** Counting takes at most this share of the time, so that many desks do not keep a server busy. */
const countsShare = 0.1;
const countsApart_ms = { least: 1_000, most: 10_000 };
let countsTimer: ReturnType<typeof setTimeout> | undefined;
let countsWait_ms = countsApart_ms.least;

async function readCounts(): Promise<void> {
  countsTimer = undefined;
  const asked_ms = performance.now();
  await queryClient.invalidateQueries({ queryKey: queryKeys.caseViews });
  const rest_ms = (performance.now() - asked_ms) / countsShare;
  countsWait_ms = Math.min(countsApart_ms.most, Math.max(countsApart_ms.least, rest_ms));
}

/** Reads the counts of the views anew: at most once a second, and less often from a slow server. */
export function renewCounts(): void {
  countsTimer ??= setTimeout(() => void readCounts(), countsWait_ms);
}
