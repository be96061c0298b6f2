import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Task } from '@earshot/contract/task-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { getAction } from '../../../actions/action-list.ts';
import { runAction } from '../../../actions/action-registry.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import panel from '../case-panel/case-panel.module.css';
import { PanelSection } from '../case-panel/panel-section.tsx';
import { removeTask, toggleTask, useCaseTasks } from '../../../parts/tasks/change-tasks.ts';
import { TaskLine } from '../../../parts/tasks/task-line.tsx';

/** What somebody inside shall do for the case; done ones are folded. */
export function TasksSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const me = useMe().member;
  const tasks = useCaseTasks(detail.id);
  const open = tasks?.filter((task) => task.done_at === null) ?? [];
  const done = tasks?.filter((task) => task.done_at !== null) ?? [];
  const { keys } = getAction('case.task');
  const line = (task: Task) => (
    <TaskLine key={task.id} task={task} locked={locked && task.assignee?.id !== me.id}>
      {locked ? null : <TaskMenu task={task} />}
    </TaskLine>
  );
  return (
    <PanelSection
      title={t('task.section')}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="plus"
            label={t('action.task')}
            keys={keys}
            onClick={() => runAction('case.task')}
          />
        )
      }
    >
      {tasks?.length === 0 ? <p className={panel['empty']}>{t('task.none')}</p> : null}
      <ul className={panel['rows']}>{open.map(line)}</ul>
      {done.length > 0 ? (
        <details>
          <summary>{t('task.doneFold', { count: done.length })}</summary>
          <ul className={panel['rows']}>{done.map(line)}</ul>
        </details>
      ) : null}
    </PanelSection>
  );
}

function TaskMenu({ task }: { task: Task }): ReactElement {
  const { openDialog } = useCaseDeedsHere();
  const item = (icon: 'check' | 'pencil' | 'trash' | 'history', label: string, run: () => void) => (
    <Menu.Item leftSection={<Icon name={icon} />} onClick={() => setTimeout(run)}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton size="small" icon="dots" label={t('task.menu', { title: task.title })} />
      </Menu.Target>
      <Menu.Dropdown>
        {task.done_at === null
          ? item('check', t('task.finish'), () => openDialog({ kind: 'taskFinish', task }))
          : item('history', t('task.untick', { title: '…' }), () => void toggleTask(task))}
        {item('pencil', t('task.change'), () => openDialog({ kind: 'taskChange', task }))}
        {item('trash', t('task.remove'), () => void removeTask(task))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Beside a promise: the overdue task that it waits for; nothing where none is. */
export function PromiseBlocker({ caseId }: { caseId: string }): ReactElement | null {
  const late = useCaseTasks(caseId)?.find((task) => task.blocks && task.overdue);
  if (!late) return null;
  const who = late.assignee?.name ?? late.team?.name ?? t('task.who');
  return <p role="status">{t('task.promiseBlocked', { title: late.title, who })}</p>;
}
