import type { Task } from '@earshot/contract/task-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { offerUndo } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { attempt } from '../../actions/attempt.ts';
import { renewCase } from '../../screens/cases/case-changes/show-case.ts';

/** The tasks of a case; undefined until they are known. */
export function useCaseTasks(caseId: string): Task[] | undefined {
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'tasks'],
    queryFn: () => client.call('listCaseTasks', { params: { caseId } }),
  });
  return data?.items;
}

function renew(caseId: string): void {
  renewCase(caseId);
  void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
}

export interface TaskWords {
  title: string;
  description: string;
  assignee_id: string | null;
  team_id: string | null;
  due_at: string | null;
  blocks: boolean;
}

/** Gives a task; `undo` removes it. */
export async function giveTask(caseId: string, body: TaskWords): Promise<void> {
  const { id, title } = await client.call('createCaseTask', { params: { caseId }, body });
  renew(caseId);
  offerUndo(t('task.given', { title }), async () => {
    await client.call('deleteTask', { params: { taskId: id } });
    renew(caseId);
  });
}

/** Changes a task; the undo puts back what stood there. */
export async function changeTask(task: Task, body: TaskWords): Promise<void> {
  const params = { taskId: task.id };
  await client.call('updateTask', { params, body });
  renew(task.case.id);
  const before: TaskWords = {
    title: task.title,
    description: task.description,
    assignee_id: task.assignee?.id ?? null,
    team_id: task.team?.id ?? null,
    due_at: task.due_at,
    blocks: task.blocks,
  };
  offerUndo(t('task.changed'), async () => {
    await client.call('updateTask', { params, body: before });
    renew(task.case.id);
  });
}

/** The task is done, with what came of it. */
export async function finishTask(task: Task, result: string): Promise<void> {
  const params = { taskId: task.id };
  await client.call('createTaskCompletion', { params, body: { result } });
  renew(task.case.id);
  offerUndo(t('task.doneSaid', { title: task.title }), async () => {
    await client.call('deleteTaskCompletion', { params });
    renew(task.case.id);
  });
}

/** Ticks a task, or takes the tick back. */
export async function toggleTask(task: Task): Promise<void> {
  await attempt(async () => {
    if (task.done_at === null) return finishTask(task, task.result);
    const params = { taskId: task.id };
    await client.call('deleteTaskCompletion', { params });
    renew(task.case.id);
    offerUndo(t('task.reopened', { title: task.title }), () => finishTask(task, task.result));
  });
}

/** Removes a task from its case. */
export async function removeTask(task: Task): Promise<void> {
  await attempt(async () => {
    const params = { taskId: task.id };
    await client.call('deleteTask', { params });
    renew(task.case.id);
    offerUndo(t('task.removed', { title: task.title }), async () => {
      await client.call('createTaskRestoration', { params });
      renew(task.case.id);
    });
  });
}
