import { describeFailure, type ImapFailure } from './imap-failure.ts';
import { imapLimits } from './imap-limits.ts';
import { type ImapAccess, ImapDoor } from './imap-login.ts';
import { machineClock } from './inlet.ts';

/** What a mailbox answered when it was tried: how many mails it holds, or why it cannot be read. */
export type MailboxCheck =
  | { readonly ok: true; readonly count: number }
  | ({ readonly ok: false } & ImapFailure);

/** A person waits for the answer. */
const answerWithin_ms = 20_000;

/** Signs in, opens the mailbox, counts, and leaves; reads and changes nothing. Never throws. */
export async function checkMailbox(access: ImapAccess): Promise<MailboxCheck> {
  const limits = { ...imapLimits, connect_ms: answerWithin_ms, silence_ms: answerWithin_ms };
  try {
    const client = await new ImapDoor(access, limits, machineClock).open();
    try {
      const opened = await client.mailboxOpen(access.settings.mailbox, { readOnly: true });
      return { ok: true, count: opened.exists };
    } finally {
      client.close();
    }
  } catch (error) {
    return { ok: false, ...describeFailure(error) };
  }
}
