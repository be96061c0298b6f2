import '../promise-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';

export type AppliedPack = Selectable<Tables['applied_packs']>;

/** Packs in use. */
export async function listAppliedPacks(tx: Tx): Promise<AppliedPack[]> {
  return tx.db
    .selectFrom('applied_packs')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('removed_at', 'is', null)
    .execute();
}

/** Keeps what a pack made; false if it is in use already. */
export async function insertAppliedPack(
  tx: Tx,
  applied: {
    packId: string;
    made: { policy_ids: string[]; calendar_ids: string[] };
    by: StoredActor;
    at: Date;
  },
): Promise<boolean> {
  const row = await tx.db
    .insertInto('applied_packs')
    .values({
      account_id: tx.accountId,
      id: newId(),
      pack_id: applied.packId,
      made: json(applied.made),
      applied_by: json(applied.by),
      applied_at: applied.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The pack is no longer in use. */
export async function removeAppliedPack(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('applied_packs')
    .set({ removed_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}
