import './task-tables.ts';
import { type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';

export type TaskRow = Selectable<Tables['case_tasks']>;
export type TaskChange = Pick<
  Updateable<Tables['case_tasks']>,
  | 'title'
  | 'description'
  | 'assignee_id'
  | 'team_id'
  | 'due_at'
  | 'blocks'
  | 'done_at'
  | 'done_by'
  | 'result'
  | 'reopened_at'
  | 'deleted_at'
>;

export interface NewTaskRow {
  caseId: string;
  title: string;
  description: string;
  assigneeId: string | null;
  teamId: string | null;
  dueAt: Date | null;
  blocks: boolean;
  origin: { kind: string; id: string } | null;
  by: StoredActor;
  at: Date;
}

/** Adds a task; answers its id. */
export async function insertTask(tx: Tx, task: NewTaskRow): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('case_tasks')
    .values({
      account_id: tx.accountId,
      id,
      case_id: task.caseId,
      title: task.title,
      description: task.description,
      assignee_id: task.assigneeId,
      team_id: task.teamId,
      due_at: task.dueAt,
      blocks: task.blocks,
      origin: task.origin && json(task.origin),
      made_by: json(task.by),
      made_at: task.at,
    })
    .execute();
  return id;
}

/** A task, removed or not; null if there is none. */
export async function findTask(tx: Tx, taskId: string, lock = false): Promise<TaskRow | null> {
  const query = tx.db
    .selectFrom('case_tasks')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', taskId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row ?? null;
}

/** Writes a change of a task and counts its version up by one. */
export async function changeTaskRow(tx: Tx, taskId: string, change: TaskChange): Promise<void> {
  await tx.db
    .updateTable('case_tasks')
    .set(change)
    .set({ version: sql<number>`version + 1` })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', taskId)
    .execute();
}

/** How many tasks a case has, done ones included. */
export async function countCaseTasks(tx: Tx, caseId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('case_tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}
