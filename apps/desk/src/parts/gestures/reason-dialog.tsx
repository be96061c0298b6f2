import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import { useSubmit } from '../use-submit.ts';
import styles from './reason-dialog.module.css';

/** Asks why, before something is refused, withdrawn or stopped. */
export function ReasonDialog(props: {
  title: string;
  label: string;
  doLabel: string;
  onClose: () => void;
  onSend: (reason: string) => Promise<void>;
}): ReactElement {
  const [reason, setReason] = useState('');
  const submit = useSubmit(async () => {
    await props.onSend(reason.trim());
    props.onClose();
  });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={420}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
      <form className={styles['form']} onSubmit={submit.onSubmit}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={500}
          label={props.label}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={props.onClose}>
            {t('word.cancel')}
          </Button>
          <Button type="submit" loading={submit.pending}>
            {props.doLabel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
