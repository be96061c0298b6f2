import { DAY_MS } from '@earshot/contract/durations.ts';
import type { QueryInputOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { getPromiseFigures, listPromises } from '@earshot/contract/promise-contract.ts';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import frame from '../../parts/page.module.css';
import { PageHeader } from '../../parts/page-header.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { downloadFigures } from './download-figures.ts';
import { fillDays, KeptRatePlot, rateOf } from './kept-rate-plot.tsx';
import { PromiseRows } from './promise-rows.tsx';
import styles from './promises-screen.module.css';

type Figures = ResponseOf<typeof getPromiseFigures>;
type Shown = 'due_today' | 'at_risk' | 'overdue' | 'kept' | 'broken' | 'renegotiated';
const spans = ['7', '30', '90'] as const;
const groups = ['day', 'team', 'channel', 'kind'] as const;

function spanOf(days: number, timeZone: string): { from: string; to: string } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  const now = Date.now();
  return { from: format.format(now - (days - 1) * DAY_MS), to: format.format(now) };
}

/** For supervisors: what is owed, what was kept; every figure opens the promises it counts. */
export function PromisesScreen(): ReactElement {
  const { timeZone } = useUi();
  const [days, setDays] = useState<(typeof spans)[number]>('30');
  const [group, setGroup] = useState<(typeof groups)[number]>('day');
  const [shown, setShown] = useState<Shown>('at_risk');
  useTitle(t('promises.title'));
  const span = spanOf(Number(days), timeZone);
  const { data, error, refetch } = useQuery({
    queryKey: [...queryKeys.promises, 'figures', span, group],
    queryFn: ({ signal }) =>
      client.call('getPromiseFigures', { query: { ...span, group_by: group }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('promises.title')}>
        <SegmentedControl
          aria-label={t('promises.span')}
          value={days}
          onChange={(next) => setDays(spans.find((one) => one === next) ?? '30')}
          data={spans.map((value) => ({ value, label: t(`promises.days${value}`) }))}
        />
      </PageHeader>
      <div className={styles['body']}>
        {error && !data ? (
          <ErrorState
            title={t('promises.failed')}
            detail={describeError(error)}
            retryLabel={t('word.retry')}
            onRetry={() => void refetch()}
          />
        ) : null}
        {data ? <FigureRow figures={data} shown={shown} onShow={setShown} /> : null}
        <div className={styles['groups']}>
          <SegmentedControl
            size="xs"
            aria-label={t('promises.group')}
            value={group}
            onChange={(next) => setGroup(groups.find((one) => one === next) ?? 'day')}
            data={groups.map((value) => ({ value, label: t(`promises.by.${value}`) }))}
          />
          <Button
            size="xs"
            variant="subtle"
            disabled={!data}
            onClick={() => data && downloadFigures(data, { ...span, group }, nameOf)}
          >
            {t('promises.download')}
          </Button>
        </div>
        {data && group === 'day' ? (
          <KeptRatePlot days={fillDays(span.from, span.to, data.items)} />
        ) : null}
        {data ? <FigureTable figures={data} folded={group === 'day'} /> : null}
        <h2>{labelOf(shown)}</h2>
        <PromiseRows key={shown + days} query={queryOf(shown, span)} />
      </div>
    </main>
  );
}

function queryOf(
  shown: Shown,
  span: { from: string; to: string },
): QueryInputOf<typeof listPromises> {
  switch (shown) {
    case 'due_today':
    case 'at_risk':
    case 'overdue':
      return { open: shown };
    case 'kept':
    case 'broken':
    case 'renegotiated':
      return { ...span, outcome: shown };
  }
}

function labelOf(shown: Shown): string {
  switch (shown) {
    case 'due_today':
      return t('promises.today');
    case 'at_risk':
      return t('promises.atRisk');
    case 'overdue':
      return t('promises.overdue');
    default:
      return t(`promises.${shown}`);
  }
}

function FigureRow(props: {
  figures: Figures;
  shown: Shown;
  onShow: (shown: Shown) => void;
}): ReactElement {
  const { figures, shown, onShow } = props;
  const { locale } = useUi();
  const counts: [Shown, number][] = [
    ['due_today', figures.open.due_today],
    ['at_risk', figures.open.at_risk],
    ['overdue', figures.open.overdue],
    ['kept', figures.total.kept],
    ['broken', figures.total.broken],
    ['renegotiated', figures.total.renegotiated],
  ];
  const rate = figures.kept_rate;
  return (
    <div className={styles['figures']}>
      {counts.map(([name, count]) => (
        <button
          key={name}
          type="button"
          aria-pressed={shown === name}
          data-bad={(count > 0 && (name === 'overdue' || name === 'broken')) || undefined}
          onClick={() => onShow(name)}
        >
          <b>{count}</b>
          <span>{labelOf(name)}</span>
        </button>
      ))}
      <p title={t('promises.definition')}>
        <b>{formatRate(rate, locale)}</b>
        <span>{rate === null ? t('promises.rateNone') : t('promises.rate')}</span>
      </p>
    </div>
  );
}

function nameOf(item: Figures['items'][number]): string {
  const kinds = ['first_answer', 'answer', 'resolution', 'update', 'callback', 'other'] as const;
  const kind = kinds.find((one) => one === item.key);
  return kind ? t(`promise.kind.${kind}`) : item.name || t('promises.nobody');
}

function formatRate(rate: number | null, locale: string): string {
  if (rate === null) return '–';
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return percent.format(rate);
}

function FigureTable({ figures, folded }: { figures: Figures; folded: boolean }): ReactElement {
  const { locale } = useUi();
  const table = (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('promises.group')}</th>
          <th scope="col">{t('promises.kept')}</th>
          <th scope="col">{t('promises.broken')}</th>
          <th scope="col">{t('promises.renegotiated')}</th>
          <th scope="col">{t('promises.rate')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.items.map((item) => (
          <tr key={item.key}>
            <th scope="row">{nameOf(item)}</th>
            <td>{item.kept}</td>
            <td>{item.broken}</td>
            <td>{item.renegotiated}</td>
            <td>{formatRate(rateOf(item), locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!folded) return table;
  return (
    <details className={styles['fold']}>
      <summary>{t('promises.table')}</summary>
      {table}
    </details>
  );
}
