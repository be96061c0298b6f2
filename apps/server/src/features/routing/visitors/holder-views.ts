// reads: cases
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import '../../cases/public.ts';

/** Who is responsible for these cases, by their ids; without those that nobody is. */
export async function listHolders(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom('cases')
    .select(['id', 'assignee_id'])
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...caseIds]}::uuid[])`)
    .where('assignee_id', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.assignee_id!]));
}
