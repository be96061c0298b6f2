import type { ReactElement, ReactNode } from 'react';
import styles from './split-layout.module.css';

/** A list beside its detail; below 760 px one of the two, which `showing` names. */
export function SplitLayout({
  pane,
  paneLabel,
  main,
  mainLabel,
  showing,
}: {
  pane: ReactNode;
  paneLabel: string;
  main: ReactNode;
  mainLabel: string;
  showing: 'pane' | 'main';
}): ReactElement {
  return (
    <main className={styles['split']} data-showing={showing} id="main" tabIndex={-1}>
      <section className={styles['pane']} aria-label={paneLabel}>
        {pane}
      </section>
      <section className={styles['main']} aria-label={mainLabel}>
        {main}
      </section>
    </main>
  );
}
