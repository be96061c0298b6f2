import type { ReactElement } from 'react';
import styles from './live-badge.module.css';

/** Whether the screen is current; always a word, never the colour alone. */
export function LiveBadge({
  state,
  label,
  title,
}: {
  state: 'live' | 'catching_up' | 'offline';
  label: string;
  title?: string;
}): ReactElement {
  return (
    <span className={styles['badge']} data-state={state} role="status" title={title}>
      <i aria-hidden="true" />
      {label}
    </span>
  );
}
