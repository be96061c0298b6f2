import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';
import styles from './states.module.css';

/** Something failed: what happened, what is safe, what to do. */
export function ErrorState({
  title,
  detail,
  retryLabel,
  onRetry,
}: {
  title: string;
  detail: string;
  retryLabel: string;
  onRetry: () => void;
}): ReactElement {
  return (
    <div className={styles['state']} role="alert">
      <span className={styles['bad']}>
        <Icon name="warning" size={24} />
      </span>
      <p className={styles['title']}>{title}</p>
      <p className={styles['text']}>{detail}</p>
      <Button variant="default" onClick={onRetry}>
        {retryLabel}
      </Button>
    </div>
  );
}

/** A sentence about a mistake or a danger, in the flow of a form or a page. */
export function InlineAlert({
  tone,
  children,
}: {
  tone: 'bad' | 'warn' | 'good' | 'plain';
  children: React.ReactNode;
}): ReactElement {
  const icons = { bad: 'warning', warn: 'warning', good: 'check', plain: 'eye' } as const;
  return (
    <div className={styles['alert']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {tone === 'plain' ? null : <Icon name={icons[tone]} />}
      <div>{children}</div>
    </div>
  );
}
