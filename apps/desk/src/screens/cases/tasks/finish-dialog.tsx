import type { Task } from '@earshot/contract/task-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import styles from '../case-changes/dialogs.module.css';
import { finishTask } from '../../../parts/tasks/change-tasks.ts';

/** The task is done: what came of it, which the hand-over quotes later. */
export function FinishDialog({ task, onClose }: { task: Task; onClose: () => void }): ReactElement {
  const [result, setResult] = useState(task.result);
  const submit = useSubmit(async () => {
    await finishTask(task, result.trim());
    onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={task.title}
      size={440}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
      <form className={styles['form']} onSubmit={submit.onSubmit}>
        <label className={styles['field']}>
          <span>{t('task.result')}</span>
          <textarea
            data-autofocus
            rows={3}
            maxLength={5_000}
            value={result}
            onChange={(event) => setResult(event.target.value)}
          />
        </label>
        {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={onClose}>
            {t('word.cancel')}
          </Button>
          <Button type="submit" loading={submit.pending}>
            {t('task.finishDo')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
