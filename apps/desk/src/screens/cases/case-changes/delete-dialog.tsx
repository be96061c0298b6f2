import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
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
    <Modal
      opened
      onClose={onClose}
      title={t('delete.title', { number: `#${detail.number}` })}
      size={440}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
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
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={onClose}>
            {t('word.cancel')}
          </Button>
          <Button type="submit" color="red" loading={submit.pending}>
            {t('delete.do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
