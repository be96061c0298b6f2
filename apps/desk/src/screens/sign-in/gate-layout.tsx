import { UnstyledButton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { activateLocale, useLocale } from '../../i18n/translate.ts';
import { useTitle } from '../../parts/use-title.ts';
import styles from './gate-layout.module.css';

/** The page of everybody who is not signed in yet: one column, one task. */
export function GateLayout({
  title,
  intro,
  children,
  wide = false,
}: {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}): ReactElement {
  const locale = useLocale();
  useTitle(title);
  const other = locale === 'de' ? 'en' : 'de';
  return (
    <div className={styles['page']}>
      <main className={styles['column']} data-wide={wide || undefined}>
        <img src="/favicon.svg" alt="" width="36" height="36" />
        <h1>{title}</h1>
        {intro === undefined ? null : <div className={styles['intro']}>{intro}</div>}
        {children}
      </main>
      <footer className={styles['foot']}>
        <span>Earshot</span>
        <UnstyledButton lang={other} onClick={() => void activateLocale(other)}>
          {other === 'de' ? 'Deutsch' : 'English'}
        </UnstyledButton>
      </footer>
    </div>
  );
}
