import type { Task } from '@earshot/contract/task-contract.ts';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
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
    <Dialog onClose={onClose} title={task.title} size={440}>
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
        <DialogFoot submit={submit} label={t('task.finishDo')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
