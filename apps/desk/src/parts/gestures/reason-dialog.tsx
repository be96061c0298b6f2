import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Dialog, DialogFoot } from '../dialog.tsx';
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
    <Dialog onClose={props.onClose} title={props.title} size={420}>
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
        <DialogFoot submit={submit} label={props.doLabel} onClose={props.onClose} />
      </form>
    </Dialog>
  );
}
