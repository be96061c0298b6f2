// reads: cases
import type { Tx } from '../../../platform/db/database.ts';
import '../../cases/public.ts';

/** Who is responsible for a case; null: nobody, or there is no such case. */
export async function findHolder(tx: Tx, caseId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('cases')
    .select('assignee_id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row?.assignee_id ?? null;
}
