import './session-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface ResetRow {
  account_id: string;
  id: string;
  member_id: string;
  expires_at: Date;
  used_at: Date | null;
}

/** Adds a link by the SHA-256 of its token. */
export async function insertReset(
  tx: Tx,
  reset: { id: string; memberId: string; tokenHash: Buffer; expiresAt: Date },
): Promise<void> {
  await tx.db
    .insertInto('password_resets')
    .values({
      account_id: tx.accountId,
      id: reset.id,
      member_id: reset.memberId,
      token_hash: reset.tokenHash,
      expires_at: reset.expiresAt,
      used_at: null,
    })
    .execute();
}

/** The link with this SHA-256 in any account, used or not; in a system transaction. */
export async function findResetByToken(tx: Tx, tokenHash: Buffer): Promise<ResetRow | null> {
  const row = await tx.db
    .selectFrom('password_resets')
    .select(['account_id', 'id', 'member_id', 'expires_at', 'used_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a link up; false if it was used meanwhile or has run out. */
export async function takeReset(tx: Tx, resetId: string, now: Date): Promise<boolean> {
  const taken = await tx.db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', resetId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Ends every unused link of a member. */
export async function endResets(tx: Tx, memberId: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .execute();
}

/** Removes links that ran out before this; in a system transaction. */
export async function sweepResets(tx: Tx, before: Date): Promise<void> {
  await tx.db.deleteFrom('password_resets').where('expires_at', '<', before).execute();
}
