import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import { useCaseDeedsHere } from '../case-context.ts';
import { findOwedNext, keepPromise } from './change-promises.ts';
import styles from './promise-strip.module.css';

/** On top of a case whose next promise looks unkept or is broken: what to do, one click away. */
export function PromiseStrip({ detail }: { detail: CaseDetail }): ReactElement | null {
  const { locked, openDialog } = useCaseDeedsHere();
  const next = findOwedNext(detail.promises);
  const isBroken = next?.state === 'broken';
  if (next === null || (next.warned_at === null && !isBroken)) return null;
  return (
    <div className={styles['strip']} data-broken={isBroken || undefined} role="status">
      <Icon name={isBroken ? 'warning' : 'clock'} />
      <div className={styles['words']}>
        <b>{t(isBroken ? 'promise.isBroken' : 'promise.looksUnkept')}</b>{' '}
        <DueLabel due={next.due_at} since={next.made_at} />
        <p>{next.words}</p>
      </div>
      {locked ? null : (
        <div className={styles['deeds']}>
          <Button
            size="compact-sm"
            onClick={() => openDialog({ kind: 'renegotiate', promiseId: next.id })}
          >
            {t('promise.renegotiate')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            title={t('promise.keepTitle')}
            onClick={() => void keepPromise(detail.id, next.id)}
          >
            {t('promise.keep')}
          </Button>
        </div>
      )}
    </div>
  );
}
