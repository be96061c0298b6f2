import { describeFailure } from './imap-failure.ts';
import { imapLimits } from './imap-limits.ts';
import type { ImapLimits } from './imap-limits.ts';
import { ImapDoor } from './imap-login.ts';
import type { ImapAccess } from './imap-login.ts';
import { machineClock } from './inlet.ts';
import { presentMailboxHealth, stateOf } from './mailbox-health.ts';
import type { MailboxHealth } from './mailbox-health.ts';

/** One thing that was tried, and how it went, in words for a person. */
export interface TriedStep {
  readonly name: 'imap_login' | 'imap_mailbox';
  readonly ok: boolean;
  readonly detail: string;
}

const signedIn = { de: 'Die Anmeldung hat geklappt.', en: 'The login works.' } as const;
const opened = {
  de: (mails: number) => `Der Ordner ist da und enthält ${mails} E-Mails.`,
  en: (mails: number) => `The folder is there and holds ${mails} mails.`,
} as const;

/** Signs in to a mailbox and opens it, once, without reading or changing anything. Never throws. */
export async function tryImapMailbox(
  access: ImapAccess,
  locale: 'de' | 'en',
  limits: Partial<ImapLimits> = {},
): Promise<TriedStep[]> {
  const { settings } = access;
  const explain = (error: unknown) => {
    const { code, serverWords } = describeFailure(error);
    const facts = { host: settings.host, mailbox: settings.mailbox, missing: 0, next_try_at: null };
    const health: MailboxHealth = {
      state: stateOf(code),
      code,
      facts,
      serverWords,
      lastOkAt: null,
      lastReceivedAt: null,
      onServer: null,
      withUs: null,
      countedAt: null,
    };
    return presentMailboxHealth(health, locale);
  };
  const door = new ImapDoor(access, { ...imapLimits, ...limits }, machineClock);
  let client;
  try {
    client = await door.open();
  } catch (error) {
    return [{ name: 'imap_login', ok: false, detail: explain(error) }];
  }
  const login: TriedStep = { name: 'imap_login', ok: true, detail: signedIn[locale] };
  try {
    const { exists } = await client.mailboxOpen(settings.mailbox, { readOnly: true });
    return [login, { name: 'imap_mailbox', ok: true, detail: opened[locale](exists) }];
  } catch (error) {
    return [login, { name: 'imap_mailbox', ok: false, detail: explain(error) }];
  } finally {
    client.close();
  }
}
