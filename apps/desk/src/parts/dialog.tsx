import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal, type ModalProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import styles from './dialog.module.css';
import type { Submission } from './use-submit.ts';

type DialogProps = Pick<ModalProps, 'onClose' | 'title' | 'size' | 'onKeyDown' | 'children'> & {
  /** Left out: open for as long as it is there. */
  opened?: boolean;
};

/** A window over the desk, with a name and a cross that says what it does. */
export function Dialog({ opened = true, ...rest }: DialogProps): ReactElement {
  return <Modal opened={opened} closeButtonProps={{ 'aria-label': t('word.close') }} {...rest} />;
}

/** The foot of a form in a dialog: what went wrong, the way back and the deed. */
export function DialogFoot(props: {
  submit: Pick<Submission, 'words' | 'pending'>;
  /** What the button does. */
  label: string;
  /** What it does cannot be taken back by itself. */
  isGrave?: boolean;
  disabled?: boolean;
  onClose: () => void;
}): ReactElement {
  const { words, pending } = props.submit;
  return (
    <>
      {words === null ? null : <InlineAlert tone="bad">{words}</InlineAlert>}
      <div className={styles['buttons']}>
        <Button variant="default" onClick={props.onClose}>
          {t('word.cancel')}
        </Button>
        <Button
          type="submit"
          loading={pending}
          {...(props.isGrave ? { color: 'red' } : {})}
          disabled={props.disabled ?? false}
        >
          {props.label}
        </Button>
      </div>
    </>
  );
}
