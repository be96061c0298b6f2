import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import { deleteCase } from './change-case.ts';
import styles from './dialogs.module.css';

/** Removes the case; the reason stays in the audit. */
export function DeleteDialog(props: {
  detail: CaseDetail;
  onClose: () => void;
  go: { leave: () => void; back: () => void };
}): ReactElement {
  const { detail, onClose } = props;
  const [reason, setReason] = useState('');
  const submit = useSubmit(async () => {
    await deleteCase(detail, reason.trim(), props.go);
    onClose();
  });
  return (
    <Dialog onClose={onClose} title={t('delete.title', { number: `#${detail.number}` })} size={440}>
      <form className={styles['form']} onSubmit={submit.onSubmit}>
        <p>{t('delete.what')}</p>
        <label className={styles['field']}>
          <span>{t('delete.why')}</span>
          <input
            data-autofocus
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <DialogFoot submit={submit} label={t('delete.do')} isGrave onClose={onClose} />
      </form>
    </Dialog>
  );
}
