import type { Account } from '@earshot/contract/account-contract.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { recordAudit } from '../keys/public.ts';
import { isTimeZone } from './account-rules.ts';
import { lockAccount, updateAccountRow } from './account-store.ts';
import { getAccount } from './get-account.ts';

export interface AccountInput {
  name?: string | undefined;
  locale?: 'de' | 'en' | undefined;
  contact_language?: ContactLanguage | undefined;
  time_zone?: string | undefined;
}

/** Changes name, language or time zone of the account; old and new values go into the audit. */
export async function updateAccount(tx: Tx, actor: Actor, input: AccountInput): Promise<Account> {
  if (input.time_zone !== undefined && !isTimeZone(input.time_zone)) {
    const message = 'There is no such time zone, see IANA names.';
    throw new Invalid([{ path: 'body.time_zone', message }]);
  }
  await lockAccount(tx);
  const before = await getAccount(tx);
  await updateAccountRow(tx, {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.locale === undefined ? {} : { locale: input.locale }),
    ...(input.contact_language === undefined ? {} : { contact_language: input.contact_language }),
    ...(input.time_zone === undefined ? {} : { time_zone: input.time_zone }),
  });
  const after = await getAccount(tx);
  const changed = (['name', 'locale', 'contact_language', 'time_zone'] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (changed.length === 0) return after;
  const subjectId = tx.accountId;
  const detail = Object.fromEntries(
    changed.map((field) => [field, { from: before[field], to: after[field] }]),
  );
  await recordAudit(tx, actor, {
    action: 'account.changed',
    subjectKind: 'account',
    subjectId,
    detail,
  });
  await emitEvent(tx, actor, { name: 'account.changed', subjectId, facts: { fields: changed } });
  return after;
}
