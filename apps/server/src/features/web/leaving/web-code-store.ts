import type { Tx } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import { codeTries_max } from '../web-limits.ts';
import '../web-tables.ts';

/** Keeps a code for one address of a visitor; answers its id. */
export async function insertCode(
  tx: Tx,
  code: {
    visitorId: string;
    address: string;
    hashOf: (id: string) => Buffer;
    at: Date;
    expiresAt: Date;
  },
): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('web_codes')
    .values({
      account_id: tx.accountId,
      id,
      visitor_id: code.visitorId,
      address: code.address,
      code_hash: code.hashOf(id),
      made_at: code.at,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
  return id;
}

/**
 * Tries a code: the proven address, or null where it is wrong, used, too old or was tried too
 * often. Each try counts before it is compared.
 */
export async function tryCode(
  tx: Tx,
  visitorId: string,
  id: string,
  tried: { matches: (hash: Buffer) => boolean; at: Date },
): Promise<string | null> {
  const row = await tx.db
    .updateTable('web_codes')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('visitor_id', '=', visitorId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tried.at)
    .where('tries', '<', codeTries_max)
    .returning(['address', 'code_hash'])
    .executeTakeFirst();
  if (!row || !tried.matches(row.code_hash)) return null;
  await tx.db
    .updateTable('web_codes')
    .set({ used_at: tried.at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
  return row.address;
}
