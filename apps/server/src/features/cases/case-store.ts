import './case-tables.ts';
import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

/** Columns of a case that a change may set; id, account, number and version are not among them. */
export type CaseChange = Omit<
  Updateable<Tables['cases']>,
  'account_id' | 'id' | 'number' | 'version' | 'created_at'
>;

/**
 * Writes a change of a case and counts its version up by one; answers the new version. The caller
 * holds the row’s lock (`getCaseForUpdate`).
 */
export async function touchCase(tx: Tx, caseId: string, change: CaseChange): Promise<number> {
  const row = await tx.db
    .updateTable('cases')
    .set(change)
    .set({ version: sql<number>`version + 1` })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}
