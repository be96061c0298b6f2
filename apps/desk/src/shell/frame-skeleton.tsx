import type { ReactElement } from 'react';
import styles from './shell.module.css';

/** The frame of the desk before anything is known: nothing jumps when it fills. */
export function FrameSkeleton(): ReactElement {
  return (
    <div className={styles['shell']} aria-busy="true">
      <div className={styles['rail']} />
      <div className={styles['content']} />
    </div>
  );
}
