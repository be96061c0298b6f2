import type { Task } from '@earshot/contract/task-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../i18n/translate.ts';
import { DueLabel } from '../due-label.tsx';
import { toggleTask } from './change-tasks.ts';
import styles from './task-line.module.css';

/** One task: tick, words, who and by when; `children` stand at its end. */
export function TaskLine(props: {
  task: Task;
  /** The reader may not tick it. */
  locked: boolean;
  /** Below the words, such as the case in a list over all cases. */
  below?: ReactNode;
  children?: ReactNode;
}): ReactElement {
  const { task, locked } = props;
  const done = task.done_at !== null;
  return (
    <li className={styles['task']} data-done={done || undefined}>
      <input
        type="checkbox"
        checked={done}
        disabled={locked}
        aria-label={t(done ? 'task.untick' : 'task.tick', { title: task.title })}
        onChange={() => void toggleTask(task)}
      />
      <div className={styles['words']}>
        <span className={styles['title']}>{task.title}</span>
        <TaskFacts task={task} />
        {task.description === '' || done ? null : <small>{task.description}</small>}
        {task.result === '' ? null : <small className={styles['result']}>{task.result}</small>}
        {props.below}
      </div>
      {props.children}
    </li>
  );
}

function TaskFacts({ task }: { task: Task }): ReactElement {
  const { locale, timeZone } = useUi();
  const who = task.assignee?.name ?? task.team?.name ?? t('task.who');
  if (task.done_at !== null) {
    const at = formatDateTime(Date.parse(task.done_at), locale, timeZone);
    return (
      <small>
        {t('task.by', { name: task.done_by?.name ?? '' })} · {at}
      </small>
    );
  }
  return (
    <small className={styles['facts']}>
      <span>{who}</span>
      {task.due_at === null ? null : <DueLabel due={task.due_at} since={task.made_at} />}
      {task.blocks ? (
        <span className={styles['blocks']} title={t('task.waits')}>
          <Icon name="hand" size={12} /> {t('task.waits')}
        </span>
      ) : null}
    </small>
  );
}
