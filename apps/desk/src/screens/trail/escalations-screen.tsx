import type { EscalatedCase } from '@earshot/contract/trail-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { formatSpan } from '@earshot/ui/format-time.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import frame from '../../parts/page.module.css';
import { PageHeader } from '../../parts/page-header.tsx';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo } from '../../paths.ts';
import { CalibrationPlot } from './calibration-plot.tsx';
import styles from './escalations.module.css';
import { TrailTabs } from './trail-tabs.tsx';

/** For supervisors: open matters by what their contacts went through, and how good the score is. */
export function EscalationsScreen(): ReactElement {
  useTitle(t('escalations.title'));
  return (
    <main className={frame['page']} id="main" tabIndex={-1}>
      <PageHeader title={t('escalations.title')}>
        <TrailTabs current="matters" />
      </PageHeader>
      <div className={frame['scroller']} tabIndex={-1}>
        <p className={styles['hint']}>{t('escalations.about')}</p>
        <EscalatedRows />
        <CalibrationPlot />
      </div>
    </main>
  );
}

function EscalatedRows(): ReactElement {
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.escalations,
    queryFn: () => client.call('listEscalations'),
  });
  if (error && !data) {
    return (
      <ErrorState
        title={t('escalations.loadFailed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <RowsSkeleton />;
  if (data.items.length === 0) {
    return (
      <EmptyState icon="check" title={t('escalations.none')}>
        {t('escalations.noneNext')}
      </EmptyState>
    );
  }
  return (
    <ul className={styles['rows']}>
      {data.items.map((row) => (
        <EscalatedRow key={row.case_id} row={row} />
      ))}
    </ul>
  );
}

function EscalatedRow({ row }: { row: EscalatedCase }): ReactElement {
  const { locale } = useUi();
  const level = row.dismissed === null ? row.level : 'none';
  const codes = [...Map.groupBy(row.points, (point) => point.code)];
  const holder = row.owner?.name ?? row.assignee?.name ?? t('escalations.nobody');
  return (
    <li className={styles['row']}>
      <b className={styles['score']} data-level={level}>
        {level === 'none' ? null : <Icon name="warning" size={12} />}
        {t('escalation.badge', { score: row.score })}
      </b>
      <div>
        <AppLink to={pathTo.case(row.number)} className={styles['subject']}>
          {row.subject} <span>#{row.number}</span>
        </AppLink>
        <p>{[row.contact?.name, row.team?.name, holder].filter(Boolean).join(' · ')}</p>
        <p>
          {t('escalations.figures', {
            contacts: row.contacts,
            handOffs: row.hand_offs,
            broken: row.promises_broken,
            span: formatSpan(row.waiting_seconds * 1_000, locale),
          })}
        </p>
        <ul className={styles['reasons']}>
          {codes.map(([code, points]) => (
            <li key={code}>
              {t(`escalation.code.${code}`)}{' '}
              {t('escalation.points', {
                points: points.reduce((sum, one) => sum + one.points, 0),
              })}
            </li>
          ))}
        </ul>
        {row.dismissed === null ? null : (
          <p>
            {t('escalations.dismissedBy', { name: row.dismissed.by, reason: row.dismissed.reason })}
          </p>
        )}
      </div>
    </li>
  );
}
