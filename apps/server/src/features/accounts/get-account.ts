import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Account } from '@earshot/contract/account-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { countryOfTimeZone } from './account-rules.ts';
import { type AccountRow, findAccountRow } from './account-store.ts';

/** What other slices need to know of the account. */
export interface AccountFacts {
  name: string;
  locale: 'de' | 'en';
  /** Of contacts whose own language is not known. */
  contactLanguage: ContactLanguage;
  /** IANA name. */
  timeZone: string;
  /** ISO 3166-1 alpha-2, for telephone numbers without a country code; null: not known. */
  country: string | null;
}

/** Name, language, time zone and country of the account of this transaction. */
export async function getAccountFacts(tx: Tx): Promise<AccountFacts> {
  const row = await getAccountRow(tx);
  return {
    name: row.name,
    locale: row.locale,
    contactLanguage: row.contact_language ?? row.locale,
    timeZone: row.time_zone,
    country: countryOfTimeZone(row.time_zone),
  };
}

/** The account of this transaction as the interface shows it. */
export async function getAccount(tx: Tx): Promise<Account> {
  const row = await getAccountRow(tx);
  return {
    id: row.id,
    name: row.name,
    locale: row.locale,
    contact_language: row.contact_language ?? row.locale,
    time_zone: row.time_zone,
    created_at: row.created_at.toISOString(),
  };
}

async function getAccountRow(tx: Tx): Promise<AccountRow> {
  const row = await findAccountRow(tx);
  if (!row) throw notFound('account');
  return row;
}
