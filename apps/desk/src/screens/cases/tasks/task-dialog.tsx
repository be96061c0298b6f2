import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Task } from '@earshot/contract/task-contract.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMembers, useTeams } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import styles from '../case-changes/dialogs.module.css';
import { parseLocal, writeLocal } from '../case-changes/wait-rules.ts';
import pair from '../travel/transfer-dialog.module.css';
import { changeTask, giveTask } from '../../../parts/tasks/change-tasks.ts';

interface TaskDialogProps {
  detail: CaseDetail;
  /** The task to change; left out: a new one. */
  task?: Task;
  /** Who is proposed to do a new one. */
  teamId?: string | undefined;
  onClose: () => void;
}

/** Gives somebody inside a piece of work on this case, or changes it. */
export function TaskDialog(props: TaskDialogProps): ReactElement {
  return (
    <Dialog
      onClose={props.onClose}
      title={t(props.task ? 'task.change' : 'action.task')}
      size={480}
    >
      <TaskForm {...props} />
    </Dialog>
  );
}

function TaskForm({ detail, task, teamId, onClose }: TaskDialogProps): ReactElement {
  const { timeZone } = useUi();
  const [title, setTitle] = useState(task?.title ?? '');
  const [description, setDescription] = useState(task?.description ?? '');
  const [who, setWho] = useState(task?.assignee?.id ?? '');
  const [team, setTeam] = useState(task?.team?.id ?? teamId ?? '');
  const [due, setDue] = useState(() =>
    task?.due_at ? writeLocal(new Date(task.due_at), timeZone) : '',
  );
  const [blocks, setBlocks] = useState(task?.blocks ?? false);
  const submit = useSubmit(async () => {
    const words = {
      title: title.trim(),
      description: description.trim(),
      assignee_id: who || null,
      team_id: team || null,
      due_at: due === '' ? null : (parseLocal(due, timeZone)?.toISOString() ?? null),
      blocks,
    };
    await (task ? changeTask(task, words) : giveTask(detail.id, words));
    onClose();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <label className={styles['field']}>
        <span>{t('task.title')}</span>
        <input
          data-autofocus
          required
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <Doers who={who} team={team} onWho={setWho} onTeam={setTeam} />
      <label className={styles['field']}>
        <span>
          {t('task.due')} <small>({t('word.optional')})</small>
        </span>
        <input type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} />
      </label>
      <label className={styles['field']}>
        <span>
          {t('task.description')} <small>({t('word.optional')})</small>
        </span>
        <textarea
          rows={3}
          maxLength={10_000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </label>
      <Checkbox
        label={t('task.blocks')}
        description={t('task.blocksHint')}
        checked={blocks}
        onChange={(event) => setBlocks(event.target.checked)}
      />
      <DialogFoot submit={submit} label={t(task ? 'task.change' : 'task.give')} onClose={onClose} />
    </form>
  );
}

/** Who shall do it: a member, or whoever of a team takes it. */
function Doers(props: {
  who: string;
  team: string;
  onWho: (id: string) => void;
  onTeam: (id: string) => void;
}): ReactElement {
  const members = useMembers();
  const teams = useTeams();
  return (
    <div className={pair['pair']}>
      <Choice
        label={t('task.assignee')}
        none={t('task.nobody')}
        items={members}
        value={props.who}
        onChange={props.onWho}
      />
      <Choice
        label={t('task.team')}
        none={t('task.noTeam')}
        items={teams}
        value={props.team}
        onChange={props.onTeam}
      />
    </div>
  );
}
