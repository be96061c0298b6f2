import './key-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface KeyRow {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = [
  'id',
  'name',
  'hint',
  'scopes',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const;

/** Adds a key by the SHA-256 of its whole text. */
export async function insertKey(
  tx: Tx,
  key: {
    id: string;
    name: string;
    hint: string;
    secretHash: Buffer;
    scopes: readonly string[];
    createdBy: string | null;
    expiresAt: Date | null;
  },
): Promise<KeyRow> {
  return tx.db
    .insertInto('api_keys')
    .values({
      account_id: tx.accountId,
      id: key.id,
      name: key.name,
      hint: key.hint,
      secret_hash: key.secretHash,
      scopes: [...key.scopes],
      created_by: key.createdBy,
      expires_at: key.expiresAt,
      last_used_at: null,
      revoked_at: null,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** How many keys could be used now. */
export async function countLiveKeys(tx: Tx, now: Date): Promise<number> {
  const row = await tx.db
    .selectFrom('api_keys')
    .select((select) => select.fn.countAll<number>().as('live'))
    .where('account_id', '=', tx.accountId)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirstOrThrow();
  return row.live;
}

/** The newest keys first, the revoked and expired ones included. */
export async function listKeyRows(tx: Tx, limit: number): Promise<KeyRow[]> {
  return tx.db
    .selectFrom('api_keys')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Revokes a key; null if there is none that could still be used. */
export async function revokeKeyRow(tx: Tx, keyId: string, at: Date): Promise<KeyRow | null> {
  const row = await tx.db
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ?? null;
}

/** Notes that a key was used, only if the last note is older than `before`: so rarely. */
export async function noteKeyUse(tx: Tx, keyId: string, at: Date, before: Date): Promise<void> {
  await tx.db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', keyId)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', before)]),
    )
    .execute();
}
