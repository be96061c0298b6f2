import './member-tables.ts';
import { sql } from 'kysely';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

/** What decides which cases a member sees, and the name that others see. */
export interface MemberRights {
  id: string;
  name: string;
  role: Role;
  /** Sorted. */
  teamIds: string[];
}

/** The present rights of these members; the deactivated ones are left out. */
export async function listRights(tx: Tx, memberIds: readonly string[]): Promise<MemberRights[]> {
  const { rows } = await sql<MemberRights>`
    select m.id, m.name, m.role, array(
      select t.team_id from team_members t
      where t.account_id = m.account_id and t.member_id = m.id order by 1) as "teamIds"
    from members m
    where m.account_id = ${tx.accountId} and m.id = any(${[...memberIds]}::uuid[])
      and m.deactivated_at is null`.execute(tx.db);
  return rows;
}
