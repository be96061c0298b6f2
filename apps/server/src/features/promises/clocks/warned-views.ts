// reads: cases, team_members, members
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** Members of one team that are told of a promise nobody is responsible for. */
const TOLD_MAX = 30;

/** Members of the teams whose cases have nobody responsible, by case. */
export async function listTeamReaders(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ case_id: string; member_ids: string[] }>`
    select c.id as case_id, array(
      select m.id from team_members t
      join members m on m.account_id = t.account_id and m.id = t.member_id
      where t.account_id = c.account_id and t.team_id = c.team_id and m.deactivated_at is null
      order by m.id limit ${sql.lit(TOLD_MAX)}) as member_ids
    from cases c
    where c.account_id = ${tx.accountId} and c.id = any(${[...caseIds]}::uuid[])
      and c.assignee_id is null and c.deleted_at is null`.execute(tx.db);
  return new Map(rows.map((row) => [row.case_id, row.member_ids]));
}
