import type { ReactElement, ReactNode } from 'react';
import { t } from '../../i18n/translate.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { pathTo, type SettingsSection } from '../../paths.ts';
import styles from './settings-screen.module.css';

/** One page of the settings. */
export function SettingsPage({
  section,
  action,
  children,
}: {
  section: SettingsSection;
  action?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const title = t(`settings.${section}`);
  useTitle(title);
  return (
    <>
      <PageHeader title={title} backTo={pathTo.settings()}>
        {action}
      </PageHeader>
      <div className={styles['body']}>{children}</div>
    </>
  );
}

/** A part of a settings page below its own heading. */
export function Part({ title, children }: { title?: string; children: ReactNode }): ReactElement {
  return (
    <section className={styles['section']}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </section>
  );
}
