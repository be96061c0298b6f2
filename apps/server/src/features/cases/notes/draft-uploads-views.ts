// reads: drafts
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** Which of these uploads an unsent draft still holds. */
export async function listDraftUploads(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct held.id from drafts d cross join lateral unnest(d.attachment_ids) as held (id)
    where d.account_id = ${tx.accountId} and held.id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}
