import '../case-tables.ts';
import '../family/family-tables.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor } from '../../../platform/db/tables.ts';

/** Sets whether contacts of the account are told of transfers. */
export async function saveTravelSettings(tx: Tx, tellContact: boolean): Promise<void> {
  await tx.db
    .insertInto('travel_settings')
    .values({ account_id: tx.accountId, tell_contact: tellContact })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet({ tell_contact: tellContact }),
    )
    .execute();
}

/** Marks a transfer as taken back; false if somebody did before. */
export async function markTransferUndone(
  tx: Tx,
  transferId: string,
  by: StoredActor,
  at: Date,
): Promise<boolean> {
  const row = await tx.db
    .updateTable('case_transfers')
    .set({ undone_at: at, undone_by: json(by) })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', transferId)
    .where('undone_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
