// Reads accounts: a key acts in the language of its account.
import './key-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface KnownKey {
  account_id: string;
  id: string;
  name: string;
  scopes: string[];
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  locale: 'de' | 'en';
}

/** The key with this SHA-256 in any account, revoked or not; in a system transaction. */
export async function findKeyBySecret(tx: Tx, secretHash: Buffer): Promise<KnownKey | null> {
  const row = await tx.db
    .selectFrom('api_keys as key')
    .innerJoin('accounts as account', 'account.id', 'key.account_id')
    .select([
      'key.account_id',
      'key.id',
      'key.name',
      'key.scopes',
      'key.expires_at',
      'key.last_used_at',
      'key.revoked_at',
      'account.locale',
    ])
    .where('key.secret_hash', '=', secretHash)
    .executeTakeFirst();
  return row ?? null;
}
