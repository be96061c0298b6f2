// reads: case_tasks, members, teams
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { Refused } from '../../../platform/errors.ts';

interface OpenTask {
  id: string;
  title: string;
  who: string | null;
  due_at: Date | null;
}

/**
 * Asks before a case ends whose promise waits for a task: throws `tasks_open`, naming them, unless
 * the caller says that it shall end all the same.
 */
export async function assertNoOpenTasks(
  tx: Tx,
  caseId: string,
  status: string | undefined,
  anyway = false,
): Promise<void> {
  if (anyway || (status !== 'resolved' && status !== 'closed')) return;
  const { rows } = await sql<OpenTask>`
    select t.id, t.title, t.due_at, coalesce(m.name, team.name) as who from case_tasks t
    left join members m on m.account_id = t.account_id and m.id = t.assignee_id
    left join teams team on team.account_id = t.account_id and team.id = t.team_id
    where t.account_id = ${tx.accountId} and t.blocks
      and t.done_at is null and t.deleted_at is null
      and t.case_id in (select ${caseId}::uuid union all select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})
    order by t.due_at nulls last, t.id limit 20`.execute(tx.db);
  if (rows.length === 0) return;
  const names = rows.map((row) => `“${row.title}”${row.who === null ? '' : ` (${row.who})`}`);
  throw new Refused(
    'tasks_open',
    `A promise waits for ${names.join(', ')}: open still. Nothing was changed and no text is lost. ` +
      'Finish the task or remove it, or resolve the case all the same.',
    {
      facts: {
        tasks: rows.map((row) => ({
          id: row.id,
          title: row.title,
          who: row.who,
          due_at: row.due_at?.toISOString() ?? null,
        })),
      },
    },
  );
}
