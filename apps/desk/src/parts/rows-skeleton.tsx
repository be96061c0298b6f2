import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import styles from './rows-skeleton.module.css';

/** The shape of rows while they are fetched, as high as they will be. */
export function RowsSkeleton({ row_px = 56 }: { row_px?: number }): ReactElement {
  return (
    <div className={styles['skeleton']} aria-busy="true" aria-label={t('word.loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} style={{ height: row_px }}>
          <i style={{ width: `${34 + ((index * 17) % 30)}%` }} />
          <i style={{ width: `${58 + ((index * 23) % 34)}%` }} />
        </div>
      ))}
    </div>
  );
}
