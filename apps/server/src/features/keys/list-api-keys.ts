import type { ApiKey } from '@earshot/contract/key-contract.ts';
import type { Scope } from '@earshot/contract/operation.ts';
import type { Tx } from '../../platform/db/database.ts';
import { LISTED_KEYS_MAX } from './key-limits.ts';
import { type KeyRow, listKeyRows } from './key-store.ts';

/** All keys, the newest first; never the keys themselves. */
export async function listApiKeys(tx: Tx): Promise<ApiKey[]> {
  return (await listKeyRows(tx, LISTED_KEYS_MAX)).map(presentKey);
}

/** A key as the interface shows it. */
export function presentKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    // Written from the contract’s list only.
    scopes: row.scopes as Scope[],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
