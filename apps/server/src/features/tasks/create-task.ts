import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { drawInReader, getCaseForUpdate } from '../cases/public.ts';
import { getActiveMember, getKnownTeam, type KnownMember } from '../members/public.ts';
import { scheduleReminders } from './task-jobs.ts';
import { caseTasksMax } from './task-limits.ts';
import { countCaseTasks, insertTask } from './task-store.ts';

export interface NewTask {
  title: string;
  description?: string;
  assigneeId?: string | null;
  teamId?: string | null;
  dueAt?: Date | null;
  /** What the contact was promised waits for it. */
  blocks?: boolean;
  /** What made it where no person did. */
  origin?: { kind: string; id: string } | null;
}

/**
 * Gives somebody inside a piece of work on a case and tells them; whoever could not read the case
 * is drawn in. Answers the task’s id; throws 404 or 403 as `getCaseForUpdate` does, `Invalid` for
 * an unknown member or team.
 */
export async function createTask(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: NewTask,
  now: Date,
): Promise<string> {
  const openCase = await getCaseForUpdate(tx, actor, caseId);
  if ((await countCaseTasks(tx, caseId)) >= caseTasksMax) {
    throw new Refused(
      'too_many_tasks',
      `This case has ${caseTasksMax} tasks already. Remove some, or open a case for a part of it.`,
    );
  }
  const assignee = await chooseDoer(tx, input.assigneeId ?? null);
  const team = await chooseTeam(tx, input.teamId ?? null);
  const dueAt = input.dueAt ?? null;
  const taskId = await insertTask(tx, {
    caseId,
    title: input.title,
    description: input.description ?? '',
    assigneeId: assignee?.id ?? null,
    teamId: team?.id ?? null,
    dueAt,
    blocks: input.blocks ?? false,
    origin: input.origin ?? null,
    by: storedActor(actor),
    at: now,
  });
  if (assignee) await drawInReader(tx, actor, openCase, assignee, input.title);
  await scheduleReminders(tx, taskId, dueAt, now);
  await emitEvent(tx, actor, {
    name: 'task.created',
    subjectId: caseId,
    facts: {
      task_id: taskId,
      title: input.title,
      member: assignee && { id: assignee.id, name: assignee.name },
      team: team && { id: team.id, name: team.name },
      due_at: dueAt?.toISOString() ?? null,
      blocks: input.blocks ?? false,
    },
  });
  return taskId;
}

/** Whoever a task is given to; null: nobody. `Invalid` for one who is not there any more. */
export async function chooseDoer(tx: Tx, memberId: string | null): Promise<KnownMember | null> {
  return memberId === null ? null : getActiveMember(tx, memberId, 'body.assignee_id');
}

/** The team a task is given to; null: none. `Invalid` where it is not there. */
export async function chooseTeam(tx: Tx, teamId: string | null) {
  return teamId === null ? null : getKnownTeam(tx, teamId, 'body.team_id');
}
