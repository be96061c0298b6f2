import './session-tables.ts';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';

/** Writes tries down, one a key; answers their ids. In a system transaction, as all here. */
export async function insertTries(tx: Tx, keys: readonly Buffer[], at: Date): Promise<string[]> {
  const rows = keys.map((key) => ({ id: newId(), key, failed_at: at }));
  await tx.db.insertInto('sign_in_failures').values(rows).execute();
  return rows.map((row) => row.id);
}

/** Times of the latest tries of a key, the newest first. */
export async function listTryTimes(
  tx: Tx,
  key: Buffer,
  since: Date,
  limit: number,
): Promise<Date[]> {
  const rows = await tx.db
    .selectFrom('sign_in_failures')
    .select('failed_at')
    .where('key', '=', key)
    .where('failed_at', '>', since)
    .orderBy('failed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.failed_at);
}

/** Takes tries back that turned out not to be failures. */
export async function deleteTries(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.db
    .deleteFrom('sign_in_failures')
    .where('id', 'in', [...ids])
    .execute();
}

/** Forgets all tries of a key. */
export async function deleteTriesOfKey(tx: Tx, key: Buffer): Promise<void> {
  await tx.db.deleteFrom('sign_in_failures').where('key', '=', key).execute();
}

/** Forgets what is too old to matter. */
export async function sweepTries(tx: Tx, before: Date): Promise<void> {
  await tx.db.deleteFrom('sign_in_failures').where('failed_at', '<', before).execute();
}
