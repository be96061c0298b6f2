import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../i18n/translate.ts';
import { describeError } from './describe-error.ts';
import { RowsSkeleton } from './rows-skeleton.tsx';

/** Rows that come page by page, with the states of their list: loading, failed, none, more. */
export function PagedRows<Row>(props: {
  queryKey: readonly unknown[];
  load: (
    cursor: string | null,
    signal: AbortSignal,
  ) => Promise<{ items: Row[]; next_cursor: string | null }>;
  words: { failed: string; none: string; noneNext: string; more: string };
  children: (rows: readonly Row[]) => ReactNode;
}): ReactElement {
  const { words } = props;
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: props.queryKey,
    queryFn: ({ pageParam, signal }) => props.load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (error && !data) {
    return (
      <ErrorState
        title={words.failed}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <RowsSkeleton />;
  const rows = data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState icon="check" title={words.none}>
        {words.noneNext}
      </EmptyState>
    );
  }
  return (
    <>
      {props.children(rows)}
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </>
  );
}
