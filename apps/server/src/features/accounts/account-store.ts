import './account-tables.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface AccountRow {
  id: string;
  name: string;
  locale: 'de' | 'en';
  /** Null: as locale. */
  contact_language: ContactLanguage | null;
  time_zone: string;
  created_at: Date;
}

const COLUMNS = ['id', 'name', 'locale', 'contact_language', 'time_zone', 'created_at'] as const;

/** Adds the account of this transaction. */
export async function insertAccount(
  tx: Tx,
  account: Omit<AccountRow, 'id' | 'created_at' | 'contact_language'>,
): Promise<void> {
  await tx.db
    .insertInto('accounts')
    .values({ id: tx.accountId, ...account })
    .execute();
}

/** The account of this transaction; null if it does not exist. */
export async function findAccountRow(tx: Tx): Promise<AccountRow | null> {
  const row = await tx.db
    .selectFrom('accounts')
    .select(COLUMNS)
    .where('id', '=', tx.accountId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Locks the account’s row until the end of the transaction: rare acts that must not run side by
 * side take it first. Rows that refer to the account are still added meanwhile.
 */
export async function lockAccount(tx: Tx): Promise<void> {
  await tx.db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', tx.accountId)
    .forNoKeyUpdate()
    .execute();
}

/** Changes the named fields of the account. */
export async function updateAccountRow(
  tx: Tx,
  change: Partial<Pick<AccountRow, 'name' | 'locale' | 'contact_language' | 'time_zone'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db.updateTable('accounts').set(change).where('id', '=', tx.accountId).execute();
}
