import type { Receipt } from '@earshot/contract/channel-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { useChannels } from '../../api/directory.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import frame from '../../parts/page.module.css';
import { PageHeader } from '../../parts/page-header.tsx';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import { ReceiptRow } from './receipt-row.tsx';
import styles from './receipts-screen.module.css';

const page_rows = 50;
const states = ['failed', 'held', 'understood', 'all'] as const;
type StateFilter = (typeof states)[number];

function useReceipts(state: StateFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.receiptList({ state, channelId: '' }),
    queryFn: ({ pageParam, signal }) =>
      client.call('listReceipts', {
        query: {
          state: state === 'all' ? undefined : state,
          limit: page_rows,
          cursor: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** What came in, raw, before it was understood; what failed stands first and can be tried again. */
export function ReceiptsScreen(): ReactElement {
  const go = useGo();
  const search = useSearch({ strict: false });
  const state = states.find((one) => one === search.state) ?? 'failed';
  useTitle(t('shell.receipts'));
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('shell.receipts')}>
        <div className={frame['strip']}>
          <SegmentedControl
            aria-label={t('receipts.filter')}
            value={state}
            onChange={(next) => go(pathTo.receipts(next), { replace: true })}
            data={states.map((one) => ({ value: one, label: t(`receipts.${one}`) }))}
          />
        </div>
      </PageHeader>
      <ReceiptList state={state} />
    </main>
  );
}

function ReceiptList({ state }: { state: StateFilter }): ReactElement {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useReceipts(state);
  const channels = useChannels();
  if (error && !data) {
    return (
      <ErrorState
        title={t('receipts.loadFailed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <RowsSkeleton />;
  const rows: Receipt[] = data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState icon="check" title={t(state === 'failed' ? 'receipts.allFine' : 'receipts.none')}>
        {t(state === 'failed' ? 'receipts.allFineNext' : 'receipts.noneNext')}
      </EmptyState>
    );
  }
  const nameOf = (id: string) => channels.find((one) => one.id === id)?.address ?? '';
  return (
    <div className={frame['scroller']} tabIndex={-1}>
      {state === 'failed' ? <p className={styles['hint']}>{t('receipts.failedHint')}</p> : null}
      <ul>
        {rows.map((row) => (
          <ReceiptRow key={row.id} receipt={row} channel={nameOf(row.channel_id)} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('word.more')}
        </Button>
      ) : null}
    </div>
  );
}
