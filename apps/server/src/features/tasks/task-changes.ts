import type { BodyOf } from '@earshot/contract/operation.ts';
import type { updateTask as operation } from '@earshot/contract/task-contract.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { drawInReader, getCase, getCaseForUpdate } from '../cases/public.ts';
import { chooseDoer, chooseTeam } from './create-task.ts';
import { scheduleReminders } from './task-jobs.ts';
import { canFinishTask } from './task-rules.ts';
import { changeTaskRow, findTask, type TaskRow } from './task-store.ts';

/** Changes a task, or gives it to somebody else, who is told. */
export async function updateTask(
  tx: Tx,
  actor: Actor,
  taskId: string,
  input: BodyOf<typeof operation>,
  now: Date,
): Promise<void> {
  const { task, openCase } = await getTaskForUpdate(tx, actor, taskId);
  const { due_at: due, ...rest } = input;
  const doer =
    input.assignee_id === undefined ? undefined : await chooseDoer(tx, input.assignee_id);
  const team = input.team_id === undefined ? undefined : await chooseTeam(tx, input.team_id);
  const dueAt = due === undefined ? task.due_at : due === null ? null : new Date(due);
  await changeTaskRow(tx, taskId, { ...rest, due_at: dueAt });
  const movesTo = doer !== undefined && (doer?.id ?? null) !== task.assignee_id;
  if (doer && movesTo) await drawInReader(tx, actor, openCase, doer, task.title);
  if (dueAt?.getTime() !== task.due_at?.getTime()) await scheduleReminders(tx, taskId, dueAt, now);
  const given = movesTo || (team !== undefined && (team?.id ?? null) !== task.team_id);
  await emitEvent(tx, actor, {
    name: given ? 'task.assigned' : 'task.updated',
    subjectId: task.case_id,
    facts: {
      task_id: taskId,
      title: input.title ?? task.title,
      ...(given ? { member: doer && { id: doer.id, name: doer.name } } : {}),
      ...(given ? { team: team && { id: team.id, name: team.name } } : {}),
      due_at: dueAt?.toISOString() ?? null,
    },
  });
}

/** The task is done; whoever made it is told what came of it. Done twice is done once. */
export async function finishTask(
  tx: Tx,
  actor: Actor,
  taskId: string,
  result: string,
  now: Date,
): Promise<void> {
  const task = await getTaskToFinish(tx, actor, taskId);
  if (task.done_at !== null) return;
  const by = json(storedActor(actor));
  await changeTaskRow(tx, taskId, { done_at: now, done_by: by, result });
  await emitEvent(tx, actor, {
    name: 'task.done',
    subjectId: task.case_id,
    facts: {
      task_id: taskId,
      title: task.title,
      result: result.slice(0, 300),
      maker_id: task.made_by.kind === 'member' ? task.made_by.id : null,
    },
  });
}

/** Re-opens a task that was done; its result stays to be read. */
export async function reopenTask(tx: Tx, actor: Actor, taskId: string, now: Date): Promise<void> {
  const task = await getTaskToFinish(tx, actor, taskId);
  if (task.done_at === null) return;
  await changeTaskRow(tx, taskId, { done_at: null, done_by: null, reopened_at: now });
  await scheduleReminders(tx, taskId, task.due_at, now);
  await emitEvent(tx, actor, {
    name: 'task.reopened',
    subjectId: task.case_id,
    facts: {
      task_id: taskId,
      title: task.title,
      member: task.assignee_id === null ? null : { id: task.assignee_id },
    },
  });
}

/** Removes a task from its case; it can be brought back. */
export async function deleteTask(tx: Tx, actor: Actor, taskId: string, now: Date): Promise<void> {
  const { task } = await getTaskForUpdate(tx, actor, taskId);
  await changeTaskRow(tx, taskId, { deleted_at: now });
  await emitEvent(tx, actor, {
    name: 'task.deleted',
    subjectId: task.case_id,
    facts: { task_id: taskId, title: task.title },
  });
}

/** Brings a removed task back as it was. */
export async function restoreTask(tx: Tx, actor: Actor, taskId: string, now: Date): Promise<void> {
  const { task } = await getTaskForUpdate(tx, actor, taskId, true);
  if (task.deleted_at === null) return;
  await changeTaskRow(tx, taskId, { deleted_at: null });
  if (task.done_at === null) await scheduleReminders(tx, taskId, task.due_at, now);
  await emitEvent(tx, actor, {
    name: 'task.restored',
    subjectId: task.case_id,
    facts: { task_id: taskId, title: task.title },
  });
}

async function getTaskForUpdate(tx: Tx, actor: Actor, taskId: string, deleted = false) {
  const found = await getSeenTask(tx, actor, taskId);
  const openCase = await getCaseForUpdate(tx, actor, found.case_id, { merged: true });
  return { task: await getLocked(tx, taskId, deleted), openCase };
}

/** For whoever has the task: a colleague who may not change the case may say it is done. */
async function getTaskToFinish(tx: Tx, actor: Actor, taskId: string): Promise<TaskRow> {
  const found = await getSeenTask(tx, actor, taskId);
  const member = actor.kind === 'member' ? actor : null;
  const sight = { assigneeId: found.assignee_id, teamId: found.team_id };
  if (!canFinishTask(member, sight)) {
    await getCaseForUpdate(tx, actor, found.case_id, { merged: true });
  }
  return getLocked(tx, taskId, false);
}

async function getSeenTask(tx: Tx, actor: Actor, taskId: string): Promise<TaskRow> {
  const found = await findTask(tx, taskId);
  if (!found) throw notFound('task');
  await getCase(tx, actor, found.case_id);
  return found;
}

async function getLocked(tx: Tx, taskId: string, deleted: boolean): Promise<TaskRow> {
  const task = await findTask(tx, taskId, true);
  if (!task || (task.deleted_at !== null && !deleted)) throw notFound('task');
  return task;
}
