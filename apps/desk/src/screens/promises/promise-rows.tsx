import type { QueryInputOf } from '@earshot/contract/operation.ts';
import type { listPromises } from '@earshot/contract/promise-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { DueLabel } from '../../parts/due-label.tsx';
import { pathTo } from '../../paths.ts';
import styles from './promises-screen.module.css';

/** The very promises that a figure counts, each leading to its case. */
export function PromiseRows({ query }: { query: QueryInputOf<typeof listPromises> }): ReactElement {
  const { locale, timeZone } = useUi();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...queryKeys.promises, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      client.call('listPromises', {
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (error && !data) {
    return (
      <ErrorState
        title={t('promises.failed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <div aria-busy="true" />;
  const rows = data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState icon="check" title={t('promises.none')}>
        {t('promises.noneNext')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={styles['rows']}>
        {rows.map((one) => (
          <li key={one.id}>
            <AppLink to={pathTo.case(one.case.number)}>
              <b>
                #{one.case.number} {one.case.subject}
              </b>
              <small>{one.words}</small>
            </AppLink>
            {query.open === undefined ? (
              <time dateTime={one.due_at}>
                {formatDateTime(Date.parse(one.due_at), locale, timeZone)}
              </time>
            ) : (
              <DueLabel due={one.due_at} since={one.made_at} />
            )}
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('promises.more')}
        </Button>
      ) : null}
    </>
  );
}
