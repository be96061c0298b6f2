// reads: contacts
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../platform/db/database.ts';
import '../contacts/public.ts';

/** What a new case takes over from its contact; null if there is none. */
export async function findContactFacts(
  tx: Tx,
  contactId: string,
): Promise<{ id: string; locale: ContactLanguage | null } | null> {
  const row = await tx.db
    .selectFrom('contacts')
    .select(['id', 'locale'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', contactId)
    .executeTakeFirst();
  return row ?? null;
}
