import type { ReactElement } from 'react';
import styles from './avatar.module.css';
import { initialsOf } from './initials.ts';

/** A person as initials on grey; colour is kept for state. */
export function Avatar({
  name,
  size = 24,
  strong = false,
}: {
  name: string;
  size?: 20 | 24 | 28 | 40;
  /** Drawn in the accent: the reader themself. */
  strong?: boolean;
}): ReactElement {
  return (
    <span
      className={styles['avatar']}
      data-size={size}
      data-strong={strong || undefined}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
