import { IconButton } from '@earshot/ui/icon-button.tsx';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../i18n/translate.ts';
import { useGo } from './app-link.tsx';
import styles from './page-header.module.css';

/** The head of a page: its name, what can be done, and on a small screen the way back. */
export function PageHeader({
  title,
  backTo,
  children,
}: {
  title: ReactNode;
  /** Address of the list; the arrow shows only where there is one column. */
  backTo?: string;
  children?: ReactNode;
}): ReactElement {
  const go = useGo();
  return (
    <header className={styles['head']}>
      {backTo === undefined ? null : (
        <IconButton
          icon="chevron-left"
          label={t('word.back')}
          className={styles['back']}
          onClick={() => go(backTo)}
        />
      )}
      <h1>{title}</h1>
      {children}
    </header>
  );
}
