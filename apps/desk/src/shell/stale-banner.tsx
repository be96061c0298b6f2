import { UnstyledButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import { readOutdated, subscribeLive } from '../live/live-store.ts';
import { useLive } from '../live/use-live.ts';
import styles from './shell.module.css';

/** A short gap needs no banner; the badge in the list says it at once. */
const patience_ms = 3_000;

/** Says across the page that what is shown may be old. */
export function StaleBanner(): ReactElement | null {
  const { state, since_ms } = useLive();
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state !== 'offline') return undefined;
    const timer = setTimeout(() => setLate(true), patience_ms);
    return () => clearTimeout(timer);
  }, [state]);
  const outdated = useSyncExternalStore(subscribeLive, readOutdated);
  if (!late && outdated) {
    return (
      <div className={styles['banner']} role="status">
        {t('live.outdated')}
        <UnstyledButton onClick={() => location.reload()}>{t('crash.reload')}</UnstyledButton>
      </div>
    );
  }
  if (!late) return null;
  return (
    <div className={styles['banner']} data-tone="bad" role="alert">
      {t('live.banner', { since: new Date(since_ms) })}
    </div>
  );
}
