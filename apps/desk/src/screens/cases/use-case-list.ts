import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys, type CaseFilter } from '../../api/query-keys.ts';
import { channelKinds } from '../../parts/channel-icons.ts';
import type { CaseListName } from '../../paths.ts';
import { flattenPages, sortOf } from './list-rules.ts';

/** Rows of one page: two screens full. */
const page_rows = 50;

const views = ['mine', 'unassigned', 'teams', 'waiting', 'held', 'resolved', 'all'] as const;

/** The filter behind a list's name in the address; an unknown name shows the reader's own cases. */
export function parseListName(name: string): CaseFilter {
  const [base = '', only] = name.split('~');
  const channelKind = channelKinds.find((kind) => kind === only);
  const channel = channelKind === undefined ? {} : { channelKind };
  if (base.startsWith('team-')) {
    return { view: 'teams', teamId: base.slice('team-'.length), ...channel };
  }
  return { view: views.find((view) => view === base) ?? 'mine', ...channel };
}

/** The list's name in the address. */
export function nameOfFilter({ view, teamId, channelKind }: CaseFilter): CaseListName {
  const base = teamId === undefined ? view : (`team-${teamId}` as const);
  return channelKind === undefined ? base : `${base}~${channelKind}`;
}

/** One list of cases, page by page; the live connection keeps its rows in place. */
export function useCaseList(filter: CaseFilter) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.caseList(filter),
    queryFn: ({ pageParam, signal }) => {
      const sort = filter.q === undefined ? sortOf(filter.view) : 'newest';
      return client.call('listCases', {
        query: {
          ...(filter.teamId === undefined
            ? { view: filter.view }
            : { status: 'open' as const, team_id: filter.teamId }),
          sort,
          limit: page_rows,
          q: filter.q,
          channel_kind: filter.channelKind,
          cursor: pageParam ?? undefined,
        },
        signal,
      });
    },
    // Comparing every field of every row anew with each event costs more than drawing a row.
    structuralSharing: false,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = useMemo(() => flattenPages(query.data?.pages ?? []), [query.data]);
  return { ...query, rows };
}
