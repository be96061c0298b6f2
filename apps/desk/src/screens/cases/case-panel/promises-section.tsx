import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import { useCaseDeedsHere } from '../case-context.ts';
import { PromiseBlocker } from '../tasks/tasks-section.tsx';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

type CasePromise = CaseDetail['promises'][number];

/** What the contact was told will happen, and whether it did. */
export function PromisesSection({ detail }: { detail: CaseDetail }): ReactElement {
  const { locked, openDialog } = useCaseDeedsHere();
  const { owed = [], ended = [] } = Object.groupBy(detail.promises, (one) =>
    isOwed(one) ? 'owed' : 'ended',
  );
  return (
    <PanelSection title={t('panel.promises')}>
      {detail.promises.length === 0 ? (
        <p className={styles['empty']}>{t('panel.noPromises')}</p>
      ) : null}
      <PromiseBlocker caseId={detail.id} />
      <PromiseRows promises={owed} />
      {ended.length === 0 ? null : (
        <details className={styles['ended']}>
          <summary>{t('promise.ended', { count: ended.length })}</summary>
          <PromiseRows promises={ended} />
        </details>
      )}
      {locked ? null : (
        <Button
          className={styles['make']}
          size="compact-sm"
          variant="subtle"
          onClick={() => openDialog({ kind: 'promise' })}
        >
          {t('promise.make')}
        </Button>
      )}
    </PanelSection>
  );
}

function isOwed(one: CasePromise): boolean {
  return one.kept_at === null && one.withdrawn_at === null && one.renegotiated_to_id === null;
}

function PromiseRows({ promises }: { promises: readonly CasePromise[] }): ReactElement {
  return (
    <ul className={styles['rows']}>
      {promises.map((one) => (
        <li key={one.id} className={styles['promise']}>
          <span>{t(`panel.promise.${one.kind}`)}</span>
          <PromiseState promise={one} />
          <small title={sayWhy(one)}>{one.words}</small>
        </li>
      ))}
    </ul>
  );
}

function sayWhy(one: CasePromise): string | undefined {
  if (one.because === null) return undefined;
  const { policy } = one.because;
  return policy === null ? t('promise.policyHours') : t('promise.policy', { policy });
}

function PromiseState({ promise }: { promise: CasePromise }): ReactElement {
  const { locale, timeZone } = useUi();
  if (promise.renegotiated_to_id !== null) {
    const by = promise.renegotiated_because ?? '';
    const because = by === 'channel_hours' ? t('promise.channelHours') : by;
    return <span className={styles['kept']}>{t('promise.replaced', { because })}</span>;
  }
  if (promise.paused_at !== null) {
    return <span className={styles['kept']}>{t('promise.paused')}</span>;
  }
  if (promise.kept_at === null && promise.withdrawn_at !== null) {
    return <span className={styles['kept']}>{t('panel.promiseBroken')}</span>;
  }
  if (promise.kept_at === null) return <DueLabel due={promise.due_at} since={promise.made_at} />;
  const at = formatDateTime(Date.parse(promise.kept_at), locale, timeZone);
  return (
    <span className={styles['kept']}>
      {t('panel.promiseKept', { at })}
      {promise.broken_at === null ? '' : ` · ${t('panel.promiseBroken')}`}
    </span>
  );
}
