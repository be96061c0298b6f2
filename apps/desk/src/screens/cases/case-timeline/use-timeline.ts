import type { TimelineEntry } from '@earshot/contract/case-contract.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { flattenTimeline } from './timeline-rules.ts';

const page_entries = 50;

export interface Timeline {
  entries: readonly TimelineEntry[];
  status: 'pending' | 'error' | 'success';
  error: Error | null;
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  loadEarlier: () => void;
  retry: () => void;
}

/** What was said and done in a case, oldest first; the newest page is read first. */
export function useTimeline(caseId: string): Timeline {
  const query = useInfiniteQuery({
    queryKey: queryKeys.caseTimeline(caseId),
    queryFn: ({ pageParam }) =>
      client.call('listCaseTimeline', {
        params: { caseId },
        query: { limit: page_entries, ...(pageParam === null ? {} : { before: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.earlier_cursor,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => flattenTimeline(pages ?? []), [pages]);
  return {
    entries,
    status: query.status,
    error: query.error,
    hasEarlier: query.hasNextPage,
    isLoadingEarlier: query.isFetchingNextPage,
    loadEarlier: () => void query.fetchNextPage({ cancelRefetch: false }),
    retry: () => void query.refetch(),
  };
}
