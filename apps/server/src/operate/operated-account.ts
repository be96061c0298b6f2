import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { userInfo } from 'node:os';
import type { SystemActor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';
import { Refused } from '../platform/errors.ts';

export interface OperatedAccount {
  readonly id: string;
  readonly name: string;
  /** Of contacts whose own language is not known. */
  readonly contactLanguage: ContactLanguage;
}

/** All accounts of the installation, the oldest first. */
export async function listOperatedAccounts(db: Database): Promise<OperatedAccount[]> {
  return db.withSystem((tx) =>
    tx.db
      .selectFrom('accounts')
      .select(['id', 'name'])
      .select((eb) => eb.fn.coalesce('contact_language', 'locale').as('contactLanguage'))
      .orderBy('id')
      .execute(),
  );
}

/**
 * The account a command is about: the one with this name or id, or the only one there is. Throws
 * `Refused` where none or several fit.
 */
export async function getOperatedAccount(
  db: Database,
  wanted: string | null,
): Promise<OperatedAccount> {
  const all = await listOperatedAccounts(db);
  if (all.length === 0) {
    throw new Refused(
      'not_set_up',
      'This installation has no account yet. Set it up first, with the link the server prints or ' +
        'with: npx earshot setup --account NAME --email ADDRESS --password-stdin',
    );
  }
  const fits =
    wanted === null ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  if (fits.length === 1) return fits[0]!;
  const names = all.map(({ name }) => `"${name}"`).join(', ');
  const problem =
    wanted === null ? 'There are several accounts' : `There is no one account "${wanted}"`;
  throw new Refused(
    'which_account',
    `${problem}; name one with --in-account. There are: ${names}.`,
  );
}

/**
 * Who acts when a command acts: the audit then names the account of the operating system. The
 * command line speaks English, whatever the language of the account.
 */
export function operatorActor(account: Pick<OperatedAccount, 'id'>): SystemActor {
  const name = `Command line (${findLogin()})`;
  return { kind: 'system', accountId: account.id, id: 'operator', name, locale: 'en' };
}

function findLogin(): string {
  try {
    return userInfo().username;
  } catch {
    return `account ${process.getuid?.() ?? '?'}`; // without an entry in /etc/passwd
  }
}
