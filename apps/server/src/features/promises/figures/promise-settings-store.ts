import '../promise-tables.ts';
import type { Tx } from '../../../platform/db/database.ts';

/** What the account says of its promises in public; nothing, unless it was asked to. */
export async function findPromiseSettings(tx: Tx): Promise<{ kept_rate_public: boolean }> {
  const row = await tx.db
    .selectFrom('promise_settings')
    .select('kept_rate_public')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return { kept_rate_public: row?.kept_rate_public ?? false };
}

/** Publishes the rate of kept promises or stops that; lets nobody watch its promises for a while. */
export async function savePromiseSettings(
  tx: Tx,
  settings: { kept_rate_public: boolean } | { unwatched_until: Date | null },
): Promise<void> {
  await tx.db
    .insertInto('promise_settings')
    .values({ account_id: tx.accountId, ...settings })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(settings))
    .execute();
}

/** Accounts of this installation that publish; asked by the system, for nobody is signed in. */
export async function listPublishing(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('promise_settings')
    .select('account_id')
    .where('kept_rate_public', '=', true)
    .limit(2)
    .execute();
  return rows.map((row) => row.account_id);
}

/** Whether this account publishes. */
export async function isPublishing(tx: Tx, accountId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('promise_settings')
    .select('kept_rate_public')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.kept_rate_public ?? false;
}
