import type {
  Understanding,
  UnderstoodThing,
} from '../../../../apps/server/src/features/channels/kit/public.ts';
import { createHash } from 'node:crypto';

/**
 * What a payload says, as a person can compare it: bytes as their hash, of mails what counts, and
 * a name in place of the channel’s own address, which is another one in each test.
 */
export function presentUnderstood(understood: Understanding, channelAddress: string): unknown {
  const shown =
    'failed' in understood ? understood : { things: understood.things.map(presentThing) };
  const text = JSON.stringify(shown, presentValue).replaceAll(channelAddress, 'CHANNEL');
  return JSON.parse(text) as unknown;
}

function presentThing(thing: UnderstoodThing): unknown {
  if (thing.what !== 'mail') return thing;
  const { mail } = thing;
  return {
    what: 'mail',
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    message_id: mail.messageId,
    in_reply_to: mail.inReplyTo,
    references: mail.references,
    sent_at: mail.date.sentAt,
    words: visibleWords(mail.text, mail.folded),
    files: mail.attachments.map((file) => ({ name: file.fileName, mime_type: file.mimeType })),
    automatic: mail.automatic,
    bounce: mail.bounce && {
      recipients: mail.bounce.recipients,
      of: mail.bounce.originalMessageId,
    },
    language: mail.language,
    warnings: mail.warnings,
  };
}

/** The text without what is folded away: what somebody wrote this time. */
function visibleWords(text: string, folded: readonly { start: number; end: number }[]): string {
  let words = '';
  let at = 0;
  for (const { start, end } of folded) {
    words += text.slice(at, start);
    at = end;
  }
  return (words + text.slice(at)).trim();
}

function presentValue(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const given = this[key];
  if (!(given instanceof Uint8Array)) return value;
  return { sha256: createHash('sha256').update(given).digest('hex'), size_bytes: given.length };
}
