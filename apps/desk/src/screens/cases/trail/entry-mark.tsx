import type { TrailEntry } from '@earshot/contract/trail-contract.ts';
import type { ReactElement } from 'react';
import styles from './trail-strip.module.css';

/** The sign of an event around the origin: its shape says what it is, colour only helps. */
export function MarkShape({ kind }: { kind: TrailEntry['kind'] }): ReactElement {
  switch (kind) {
    case 'contact':
      return <circle r={4} className={styles['contact']} />;
    case 'thanks':
      return <circle r={2.5} className={styles['contact']} />;
    case 'answer':
      return <circle r={4} className={styles['ring']} />;
    case 'confirmation':
      return <circle r={2} className={styles['quiet']} />;
    case 'hand_off':
      return <path d="M-4-4 2 0-4 4M1-4v8" className={styles['stroke']} />;
    case 'reassignment':
      return <path d="M-2-4 3 0-2 4" className={styles['stroke']} />;
    case 'promise_broken':
      return <path d="M-3.5-3.5l7 7m0-7-7 7" className={styles['bad']} />;
    case 'promise_kept':
      return <path d="M-4 0l3 3 5-6" className={styles['good']} />;
    case 'resolved':
      return <path d="M-4-4h8v8h-8z" className={styles['ring']} />;
    case 'reopened':
      return <path d="M0-5 5 0 0 5-5 0z" className={styles['ring']} />;
  }
}

/** The sign of an event beside its words. */
export function EntryMark({ kind }: { kind: TrailEntry['kind'] }): ReactElement {
  return (
    <svg className={styles['mark']} width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
      <MarkShape kind={kind} />
    </svg>
  );
}
