import { type Actor, type MemberActor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { canSeeCase, drawInMember, getCase, getCaseForUpdate } from '../cases/public.ts';
import { findMember, getTeam, type KnownMember } from '../members/public.ts';
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
  await getCaseForUpdate(tx, actor, caseId);
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
  if (assignee) await letRead(tx, actor, caseId, assignee, input.title);
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

/** A member who can be given work; `Invalid` for one who is not there any more. */
export async function chooseDoer(tx: Tx, memberId: string | null): Promise<KnownMember | null> {
  if (memberId === null) return null;
  const member = await findMember(tx, memberId);
  if (member && member.deactivated_at === null) return member;
  const message = member
    ? `${member.name} is deactivated; choose somebody else.`
    : 'There is no such member in this account.';
  throw new Invalid([{ path: 'body.assignee_id', message }]);
}

/** A team that can be given work; `Invalid` where there is none. */
export async function chooseTeam(
  tx: Tx,
  teamId: string | null,
  path = 'body.team_id',
): Promise<{ id: string; name: string } | null> {
  if (teamId === null) return null;
  try {
    return await getTeam(tx, teamId);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Invalid([{ path, message: 'There is no such team in this account.' }]);
  }
}

/** Draws the member into the case where they could not read it otherwise. */
export async function letRead(
  tx: Tx,
  actor: Actor,
  caseId: string,
  member: KnownMember,
  reason: string,
): Promise<void> {
  const seen = await getCase(tx, actor, caseId);
  const reader: MemberActor = {
    kind: 'member',
    accountId: tx.accountId,
    id: member.id,
    name: member.name,
    locale: member.locale,
    role: member.role,
    teamIds: member.teamIds,
    sessionId: '',
  };
  const sight = {
    teamId: seen.team_id,
    teamRestricted: seen.team_restricted,
    assigneeId: seen.assignee_id,
    participates: false,
  };
  if (canSeeCase(reader, sight)) return;
  await drawInMember(tx, actor, caseId, { member_id: member.id, reason });
}
