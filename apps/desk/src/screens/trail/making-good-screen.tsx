import { DAY_MS } from '@earshot/contract/durations.ts';
import type { QueryInputOf } from '@earshot/contract/operation.ts';
import type { Gesture, listGestures } from '@earshot/contract/recovery-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { Choice } from '../../parts/choice.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { formatMoney } from '../../parts/gestures/format-money.ts';
import frame from '../../parts/page.module.css';
import { PageHeader } from '../../parts/page-header.tsx';
import { useTitle } from '../../parts/use-title.ts';
import styles from './escalations.module.css';
import { GestureRow } from './gesture-row.tsx';
import made from './making-good.module.css';
import { PlaybookOutcomes } from './playbook-outcomes.tsx';
import { TrailTabs } from './trail-tabs.tsx';

const spans = ['30', '90', 'all'] as const;
const summed = ['proposed', 'approved', 'given'] as const;
const states = [...summed, 'refused', 'withdrawn'] as const;

interface Since {
  span: (typeof spans)[number];
  from: string | null;
}

function sinceOf(span: Since['span']): Since {
  if (span === 'all') return { span, from: null };
  return { span, from: new Date(Date.now() - Number(span) * DAY_MS).toISOString() };
}

/** For supervisors: the ledger of gestures, and whether playbooks put things right. */
export function MakingGoodScreen(): ReactElement {
  useTitle(t('making.title'));
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('making.title')}>
        <TrailTabs current="making" />
      </PageHeader>
      <div className={frame['scroller']} tabIndex={-1}>
        <p className={styles['hint']}>{t('making.about')}</p>
        <Ledger />
        <PlaybookOutcomes />
      </div>
    </main>
  );
}

function Ledger(): ReactElement {
  const [state, setState] = useState<Gesture['state'] | ''>('proposed');
  const [{ span, from }, setSince] = useState<Since>({ span: 'all', from: null });
  const query = { ...(state === '' ? {} : { state }), ...(from === null ? {} : { from }) };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useLedger(query);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="gestures" className={made['ledger']}>
      <h2 id="gestures">{t('making.gestures')}</h2>
      {error && !data ? (
        <ErrorState
          title={t('making.failed')}
          detail={describeError(error)}
          retryLabel={t('word.retry')}
          onRetry={() => void refetch()}
        />
      ) : null}
      <SumRow sums={data?.pages[0]?.sums ?? []} shown={state} onShow={setState} />
      <div className={made['filters']}>
        <Choice
          label={t('making.state')}
          none={t('making.all')}
          items={states.map((id) => ({ id, name: t(`making.${id}`) }))}
          value={state}
          onChange={(id) => setState(states.find((one) => one === id) ?? '')}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('making.since')}
          value={span}
          onChange={(next) => setSince(sinceOf(next))}
          data={spans.map((value) => ({ value, label: t(`making.since.${value}`) }))}
        />
      </div>
      {data && rows.length === 0 ? (
        <EmptyState
          icon="check"
          title={t(state === 'proposed' ? 'making.noneProposed' : 'making.none')}
        >
          {t('making.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={made['rows']} aria-busy={!data}>
        {rows.map((one) => (
          <GestureRow key={one.id} gesture={one} />
        ))}
      </ul>
      <RowsSum rows={rows} />
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('making.more')}
        </Button>
      ) : null}
    </section>
  );
}

function useLedger(query: QueryInputOf<typeof listGestures>) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.gestures, query],
    queryFn: ({ pageParam, signal }) =>
      client.call('listGestures', {
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** What waits, is approved and was given; each opens the rows that it adds up. */
function SumRow(props: {
  sums: readonly {
    currency: string;
    proposed_cents: number;
    approved_cents: number;
    given_cents: number;
  }[];
  shown: Gesture['state'] | '';
  onShow: (state: Gesture['state']) => void;
}): ReactElement {
  const { locale } = useUi();
  const amount = (state: (typeof summed)[number]) =>
    props.sums
      .filter((sum) => sum[`${state}_cents`] > 0)
      .map((sum) => formatMoney(sum[`${state}_cents`], sum.currency, locale));
  return (
    <div className={made['sums']}>
      {summed.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={props.shown === state}
          data-waiting={(state === 'proposed' && amount(state).length > 0) || undefined}
          onClick={() => props.onShow(state)}
        >
          <b>{amount(state).join(' + ') || t('making.nothing')}</b>
          <span>{t(`making.${state}`)}</span>
        </button>
      ))}
    </div>
  );
}

/** The same sum once more, of the rows that stand here. */
function RowsSum({ rows }: { rows: readonly Gesture[] }): ReactElement | null {
  const { locale } = useUi();
  if (rows.length === 0) return null;
  const sums = [...Map.groupBy(rows, (row) => row.currency)].map(([currency, some]) =>
    formatMoney(
      some.reduce((sum, row) => sum + row.amount_cents, 0),
      currency,
      locale,
    ),
  );
  return (
    <p className={made['small']}>
      {t('making.rowsSum', { count: rows.length, sum: sums.join(' + ') })}
    </p>
  );
}
