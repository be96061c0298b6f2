import { isGuessablePassword } from '../../platform/crypto/guessable-password.ts';
import { hashPassword } from '../../platform/crypto/password-hash.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { normaliseEmail } from '../../platform/email-address.ts';
import { type FieldProblem, Invalid, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { recordAudit } from '../keys/public.ts';
import { isTimeZone } from './account-rules.ts';
import { insertAccount } from './account-store.ts';
import { hashSetupToken, isSetupOpen } from './prepare-setup.ts';
import { claimInstallation } from './setup-store.ts';

export interface NewAccount {
  account_name: string;
  /** Name of the first administrator. */
  name: string;
  email: string;
  password: string;
  locale: 'de' | 'en';
  time_zone: string;
  channel_address?: string | undefined;
}

/** What other slices do when an account begins, each in its transaction. */
export interface AccountFounders {
  createFirstAdministrator(
    tx: Tx,
    first: { email: string; name: string; locale: 'de' | 'en'; passwordHash: string },
  ): Promise<{ memberId: string; teamId: string }>;
  createFirstChannel(
    tx: Tx,
    channel: { address: string; locale: 'de' | 'en'; teamId: string; memberId: string },
  ): Promise<unknown>;
}

export interface FoundedAccount {
  account_id: string;
  member_id: string;
}

/**
 * Claims a new installation with its one-time token: account, first administrator, first team and
 * first channel, all or nothing. Of two claims at once one wins, the other is refused.
 */
export async function createSetup(
  db: Database,
  input: NewAccount & { token: string },
  founders: AccountFounders,
  alsoDo: (tx: Tx, founded: FoundedAccount) => Promise<unknown> = async () => {},
): Promise<FoundedAccount> {
  if (!(await isSetupOpen(db))) throw refuseClaimed();
  const tokenSha256 = hashSetupToken(input.token);
  return createAccount(db, input, founders, async (tx, founded) => {
    if (!(await claimInstallation(tx, tokenSha256))) await refuseToken(db);
    await alsoDo(tx, founded);
  });
}

/**
 * Makes an account with its first administrator, team and channel. `alsoDo` runs last in the same
 * transaction; what it throws undoes everything.
 */
export async function createAccount(
  db: Database,
  input: NewAccount,
  founders: AccountFounders,
  alsoDo: (tx: Tx, founded: FoundedAccount) => Promise<unknown> = async () => {},
): Promise<FoundedAccount> {
  const { email, channelAddress } = checkAccount(input);
  const passwordHash = await hashPassword(input.password);
  const { name, locale } = input;
  return db.withAccount(newId(), async (tx) => {
    const accountName = input.account_name;
    await insertAccount(tx, { name: accountName, locale, time_zone: input.time_zone });
    const first = { email, name, locale, passwordHash };
    const { memberId, teamId } = await founders.createFirstAdministrator(tx, first);
    const founded = { account_id: tx.accountId, member_id: memberId };
    const actor = { kind: 'member' as const, id: memberId, name };
    await recordAudit(tx, actor, {
      action: 'account.created',
      subjectKind: 'account',
      subjectId: tx.accountId,
      detail: {
        name: accountName,
        locale,
        time_zone: input.time_zone,
        channel_address: channelAddress,
      },
    });
    await emitEvent(tx, actor, { name: 'account.created', subjectId: tx.accountId });
    if (channelAddress !== null) {
      await founders.createFirstChannel(tx, { address: channelAddress, locale, teamId, memberId });
    }
    await alsoDo(tx, founded);
    return founded;
  });
}

function checkAccount(input: NewAccount): { email: string; channelAddress: string | null } {
  const wrong: FieldProblem[] = [];
  const email = normaliseEmail(input.email);
  if (email === null) {
    wrong.push({ path: 'body.email', message: 'This is not one e-mail address.' });
  }
  const given = input.channel_address;
  const channelAddress = given === undefined ? null : normaliseEmail(given);
  if (given !== undefined && channelAddress === null) {
    wrong.push({ path: 'body.channel_address', message: 'This is not one e-mail address.' });
  }
  if (!isTimeZone(input.time_zone)) {
    wrong.push({ path: 'body.time_zone', message: 'There is no such time zone, see IANA names.' });
  }
  if (isGuessablePassword(input.password, [input.email, input.name, input.account_name])) {
    const message = 'This password is among the first that are guessed; choose another.';
    wrong.push({ path: 'body.password', message });
  }
  if (email === null || wrong.length > 0) throw new Invalid(wrong);
  return { email, channelAddress };
}

async function refuseToken(db: Database): Promise<never> {
  if (!(await isSetupOpen(db))) throw refuseClaimed();
  throw new Refused(
    'setup_token_wrong',
    'This set-up link is not the present one. The server prints a new link at every start; ' +
      'use the latest.',
    { status: 403 },
  );
}

function refuseClaimed(): Refused {
  return new Refused(
    'setup_claimed',
    'This installation has its administrator already. Sign in, or ask them for an invitation.',
    { status: 410 },
  );
}
