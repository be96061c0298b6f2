import './session-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface SessionRow {
  id: string;
  device: string;
  address: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

/** Adds a session by the SHA-256 of its token. */
export async function insertSession(
  tx: Tx,
  session: {
    id: string;
    memberId: string;
    tokenHash: Buffer;
    csrfToken: string;
    device: string;
    address: string | null;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.db
    .insertInto('sessions')
    .values({
      account_id: tx.accountId,
      id: session.id,
      member_id: session.memberId,
      token_hash: session.tokenHash,
      offered_token_hash: null,
      previous_token_hash: null,
      csrf_token: session.csrfToken,
      device: session.device,
      address: session.address,
      created_at: session.now,
      last_seen_at: session.now,
      rotated_at: session.now,
      expires_at: session.expiresAt,
      revoked_at: null,
    })
    .execute();
}

/** The live sessions of a member, the one used last first. */
export async function listLiveSessions(tx: Tx, memberId: string, now: Date): Promise<SessionRow[]> {
  return tx.db
    .selectFrom('sessions')
    .select(['id', 'device', 'address', 'created_at', 'last_seen_at', 'expires_at'])
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Notes that a session was used, which also moves its end. */
export async function noteSessionUse(
  tx: Tx,
  sessionId: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute();
}

/**
 * Offers a session its next token, where the last one was offered or taken up before `dueBefore`;
 * false if another request was quicker. An offer that was never used counts as replaced.
 */
export async function offerSessionToken(
  tx: Tx,
  sessionId: string,
  tokens: { present: Buffer; next: Buffer },
  dueBefore: Date,
  now: Date,
): Promise<boolean> {
  const offered = await tx.db
    .updateTable('sessions')
    .set((row) => ({
      offered_token_hash: tokens.next,
      previous_token_hash: row.fn.coalesce('offered_token_hash', 'previous_token_hash'),
      rotated_at: now,
    }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', sessionId)
    .where('token_hash', '=', tokens.present)
    .where('rotated_at', '<=', dueBefore)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return offered !== undefined;
}

/** The offered token was used, so it arrived: from now on it is the token. */
export async function takeUpSessionToken(
  tx: Tx,
  sessionId: string,
  offered: Buffer,
  now: Date,
): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set((row) => ({
      token_hash: offered,
      offered_token_hash: null,
      previous_token_hash: row.ref('token_hash'),
      rotated_at: now,
    }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', sessionId)
    .where('offered_token_hash', '=', offered)
    .execute();
}

/** Ends live sessions of a member: one, all, or all but one. Answers the ids of the ended ones. */
export async function revokeSessionRows(
  tx: Tx,
  memberId: string,
  which: { only?: string; except?: string },
  at: Date,
): Promise<string[]> {
  let query = tx.db
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null);
  if (which.only) query = query.where('id', '=', which.only);
  if (which.except) query = query.where('id', '!=', which.except);
  const rows = await query.returning('id').execute();
  return rows.map((row) => row.id);
}

/** Removes sessions that ended before `endedBefore`; in a system transaction. */
export async function sweepSessionRows(tx: Tx, endedBefore: Date): Promise<void> {
  await tx.db
    .deleteFrom('sessions')
    .where((where) =>
      where.or([where('revoked_at', '<', endedBefore), where('expires_at', '<', endedBefore)]),
    )
    .execute();
}

/** The token that changing requests of a live session carry; null if it ended. */
export async function findCsrfToken(tx: Tx, sessionId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('sessions')
    .select('csrf_token')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.csrf_token ?? null;
}
