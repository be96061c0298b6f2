import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { pathTo } from '../../paths.ts';
import styles from './making-good.module.css';

/** Leads from the matters that escalate to what is done to make good, and back. */
export function TrailTabs({ current }: { current: 'matters' | 'making' }): ReactElement {
  const tabs = [
    { id: 'matters', to: pathTo.escalations(), label: t('making.matters') },
    { id: 'making', to: pathTo.makingGood(), label: t('making.title') },
  ];
  return (
    <nav className={styles['tabs']} aria-label={t('making.parts')}>
      {tabs.map(({ id, to, label }) => (
        <AppLink key={id} to={to} aria-current={id === current ? 'page' : undefined}>
          {label}
        </AppLink>
      ))}
    </nav>
  );
}
