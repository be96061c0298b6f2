// reads: cases, members, teams
import type { Task } from '@earshot/contract/task-contract.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/errors.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import './task-tables.ts';
import { caseTasksMax, taskCountMax } from './task-limits.ts';

interface ShownTask {
  id: string;
  case_id: string;
  case_number: number;
  case_subject: string;
  title: string;
  description: string;
  assignee_id: string | null;
  assignee_name: string | null;
  team_id: string | null;
  team_name: string | null;
  due_at: Date | null;
  blocks: boolean;
  origin: { kind: string; id: string } | null;
  made_by: StoredActor;
  made_at: Date;
  done_at: Date | null;
  done_by: StoredActor | null;
  result: string;
  reopened_at: Date | null;
  version: number;
}

async function selectTasks(
  tx: Tx,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  most: number,
): Promise<ShownTask[]> {
  const { rows } = await sql<ShownTask>`
    select t.*, c.number as case_number, c.subject as case_subject, m.name as assignee_name,
      team.name as team_name
    from case_tasks t
    join cases c on c.account_id = t.account_id and c.id = t.case_id
    left join members m on m.account_id = t.account_id and m.id = t.assignee_id
    left join teams team on team.account_id = t.account_id and team.id = t.team_id
    where t.account_id = ${tx.accountId} and t.deleted_at is null and ${where}
    order by ${order} limit ${most}`.execute(tx.db);
  return rows;
}

function presentTaskRow(row: ShownTask, now: Date): Task {
  const doer = (by: StoredActor) => ({ kind: by.kind, name: by.name });
  const { assignee_id: memberId, team_id: teamId } = row;
  return {
    id: row.id,
    case: { id: row.case_id, number: row.case_number, subject: row.case_subject },
    title: row.title,
    description: row.description,
    assignee: memberId === null ? null : { id: memberId, name: row.assignee_name ?? '' },
    team: teamId === null ? null : { id: teamId, name: row.team_name ?? '' },
    due_at: row.due_at?.toISOString() ?? null,
    overdue: row.done_at === null && row.due_at !== null && row.due_at <= now,
    blocks: row.blocks,
    origin: row.origin,
    made_by: doer(row.made_by),
    made_at: row.made_at.toISOString(),
    done_at: row.done_at?.toISOString() ?? null,
    done_by: row.done_by && doer(row.done_by),
    result: row.result,
    reopened_at: row.reopened_at?.toISOString() ?? null,
    version: row.version,
  };
}

/** One task as the contract shows it; who may see its case was checked before. */
export async function presentTask(tx: Tx, taskId: string, now: Date): Promise<Task> {
  const [row] = await selectTasks(tx, sql`t.id = ${taskId}`, sql`t.id`, 1);
  if (!row) throw notFound('task');
  return presentTaskRow(row, now);
}

/** Tasks of a case and of those merged into it: open ones by their time, then those done. */
export async function presentCaseTasks(tx: Tx, caseId: string, now: Date): Promise<Task[]> {
  const rows = await selectTasks(
    tx,
    sql`t.case_id in (select ${caseId}::uuid union all select k.id from cases k
      where k.account_id = ${tx.accountId} and k.merged_into_id = ${caseId})`,
    sql`t.done_at is not null, t.done_at desc, t.due_at nulls last, t.id`,
    caseTasksMax,
  );
  return rows.map((row) => presentTaskRow(row, now));
}

export interface TaskQuery {
  assignee: 'me' | 'teams' | 'all';
  state: 'open' | 'done';
}

/** Where a page of tasks ended. */
export interface TaskPlace {
  /** Due time, or when it was done; null: no due time. */
  at: string | null;
  id: string;
}

/** Done tasks count as the actor’s also where somebody else had them and the actor did them. */
function whose(
  actor: Actor,
  assignee: TaskQuery['assignee'],
  state: TaskQuery['state'] = 'open',
): RawBuilder<boolean> {
  if (assignee === 'all') return sql`true`;
  if (actor.kind !== 'member') return sql`false`;
  if (assignee === 'me' && state === 'done') {
    return sql`(t.assignee_id = ${actor.id} or t.done_by ->> 'id' = ${actor.id})`;
  }
  if (assignee === 'me') return sql`t.assignee_id = ${actor.id}`;
  return sql`(t.assignee_id is null and t.team_id = any(${[...actor.teamIds]}::uuid[]))`;
}

/** Tasks on cases that the actor may see; open ones the next due first, done ones newest first. */
export async function presentTaskPage(
  tx: Tx,
  actor: Actor,
  query: TaskQuery,
  after: TaskPlace | null,
  most: number,
  now: Date,
): Promise<Task[]> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const open = query.state === 'open';
  const key = open ? sql`coalesce(t.due_at, 'infinity')` : sql`t.done_at`;
  const at = sql`coalesce(${after?.at ?? null}::timestamptz, 'infinity')`;
  const past = open
    ? sql`(${key}, t.id) > (${at}, ${after?.id ?? null}::uuid)`
    : sql`(${key}, t.id) < (${at}, ${after?.id ?? null}::uuid)`;
  const rows = await selectTasks(
    tx,
    sql`${whose(actor, query.assignee, query.state)} and c.deleted_at is null
      and ${open ? sql`t.done_at is null` : sql`t.done_at is not null`}
      and ${visibleCases(actor, hidden)} and ${after ? past : sql`true`}`,
    open ? sql`${key}, t.id` : sql`${key} desc, t.id desc`,
    most,
  );
  return rows.map((row) => presentTaskRow(row, now));
}

/** Open tasks by whose they are; counting stops at 10,000. */
export async function countTasks(tx: Tx, actor: Actor, now: Date) {
  const hidden = await listHiddenTeamIds(tx, actor);
  const count = async (condition: RawBuilder<boolean>) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from (
        select 1 from case_tasks t
        join cases c on c.account_id = t.account_id and c.id = t.case_id
        where t.account_id = ${tx.accountId} and t.deleted_at is null and t.done_at is null
          and c.deleted_at is null and ${condition} and ${visibleCases(actor, hidden)}
        limit ${taskCountMax}) counted`.execute(tx.db);
    return rows[0]?.count ?? 0;
  };
  return {
    me: await count(whose(actor, 'me')),
    teams: await count(whose(actor, 'teams')),
    all: await count(whose(actor, 'all')),
    overdue: await count(sql`${whose(actor, 'me')} and t.due_at <= ${now}`),
  };
}
