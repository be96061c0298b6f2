import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './case-panel.module.css';

/** One heading of the panel with what stands below it and a deed beside it. */
export function PanelSection(props: {
  title: string;
  deed?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header>
        <h3 id={id}>{props.title}</h3>
        {props.deed}
      </header>
      {props.children}
    </section>
  );
}
