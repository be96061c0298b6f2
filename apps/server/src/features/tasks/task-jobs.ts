import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { addJob, type JobHandler } from '../../platform/jobs/job-runner.ts';
import { reminderAhead_ms } from './task-limits.ts';
import { listReminders } from './task-rules.ts';
import { findTask } from './task-store.ts';

const REMIND = 'task.remind';

/** Plans when whoever has the task is reminded; another due time has its own reminders. */
export async function scheduleReminders(
  tx: Tx,
  taskId: string,
  dueAt: Date | null,
  now: Date,
): Promise<void> {
  if (dueAt === null) return;
  for (const { what, at } of listReminders(dueAt, now, reminderAhead_ms)) {
    await addJob(tx, {
      name: REMIND,
      key: `${taskId}:${what}:${dueAt.toISOString()}`,
      payload: { task_id: taskId, what, due_at: dueAt.toISOString() },
      runAt: at,
    });
  }
}

/** Says that a task falls due; nothing where it is done, removed or due at another time by now. */
export async function remindOfTask(
  tx: Tx,
  reminder: { taskId: string; what: 'due_soon' | 'overdue'; dueAt: string },
): Promise<boolean> {
  const task = await findTask(tx, reminder.taskId, true);
  if (!task || task.deleted_at !== null || task.done_at !== null) return false;
  if (task.due_at?.toISOString() !== reminder.dueAt) return false;
  await emitEvent(tx, systemActor(tx.accountId, 'clock'), {
    name: reminder.what === 'overdue' ? 'task.fell_due' : 'task.announced',
    subjectId: task.case_id,
    facts: {
      task_id: task.id,
      title: task.title,
      due_at: reminder.dueAt,
      blocks: task.blocks,
      member_id: task.assignee_id ?? (task.made_by.kind === 'member' ? task.made_by.id : null),
    },
  });
  return true;
}

/** Jobs of this slice by name, for the job runner. */
export function taskJobs(deps: { db: Database; clock: Clock }): Record<string, JobHandler> {
  return {
    [REMIND]: async ({ accountId, payload }) => {
      const what = payload['what'] === 'overdue' ? 'overdue' : 'due_soon';
      const reminder = {
        taskId: String(payload['task_id']),
        what,
        dueAt: String(payload['due_at']),
      } as const;
      await deps.db.withAccount(accountId, (tx) => remindOfTask(tx, reminder));
    },
  };
}
