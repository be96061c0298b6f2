import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import { PromiseBlocker } from '../tasks/tasks-section.tsx';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

type CasePromise = CaseDetail['promises'][number];

/** What the contact was told will happen, and whether it did. */
export function PromisesSection({ detail }: { detail: CaseDetail }): ReactElement {
  return (
    <PanelSection title={t('panel.promises')}>
      {detail.promises.length === 0 ? (
        <p className={styles['empty']}>{t('panel.noPromises')}</p>
      ) : null}
      <PromiseBlocker caseId={detail.id} />
      <ul className={styles['rows']}>
        {detail.promises.map((one) => (
          <li key={one.id} className={styles['promise']}>
            <span>{t(`panel.promise.${one.kind}`)}</span>
            <PromiseState promise={one} />
            <small>{one.words}</small>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function PromiseState({ promise }: { promise: CasePromise }): ReactElement {
  const { locale, timeZone } = useUi();
  if (promise.kept_at === null) return <DueLabel due={promise.due_at} since={promise.made_at} />;
  const at = formatDateTime(Date.parse(promise.kept_at), locale, timeZone);
  return (
    <span className={styles['kept']}>
      {t('panel.promiseKept', { at })}
      {promise.broken_at === null ? '' : ` · ${t('panel.promiseBroken')}`}
    </span>
  );
}
