import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../i18n/translate.ts';
import type { Submission } from '../../parts/use-submit.ts';
import styles from './settings-screen.module.css';

/** The foot of a form: what went wrong, and the button. */
export function SaveBar({
  submit,
  label,
  children,
}: {
  submit: Submission;
  label?: string;
  children?: ReactNode;
}): ReactElement {
  return (
    <>
      {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
      <div className={styles['buttons']}>
        <Button type="submit" loading={submit.pending}>
          {label ?? t('word.save')}
        </Button>
        {children}
      </div>
    </>
  );
}
