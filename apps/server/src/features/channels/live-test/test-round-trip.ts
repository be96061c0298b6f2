import type { Log } from '../../../platform/log/log.ts';
import { composeMail, makeMessageId } from '../email/send/compose-mail.ts';
import { createSmtpSender } from '../email/send/smtp-sender.ts';
import { channelTestText } from './channel-test-texts.ts';
import { type TestStep, type TestWalk, untilUnderstood } from './test-walk.ts';

/** Relay, world and mailbox need seconds; greylisting would need many minutes. */
const backWithin_ms = 30_000;

/**
 * Sends a mail from the channel to itself by its relay and waits until it came back by whatever
 * way mail comes in, and was understood: both ways, with nothing assumed.
 */
export async function testRoundTrip(
  walk: TestWalk,
  { url, log, loopMark, within_ms = backWithin_ms }: RoundTrip,
): Promise<TestStep[]> {
  const { channel, locale, mark, now } = walk;
  const name = channelTestText(locale, 'step_send');
  const sender = createSmtpSender({ url, log });
  try {
    const words = channelTestText(locale, 'words');
    const { raw } = await composeMail({
      from: { name: 'Earshot', address: channel.address },
      to: [{ name: null, address: channel.address }],
      cc: [],
      replyTo: null,
      subject: channelTestText(locale, 'subject'),
      text: words,
      html: null,
      images: [],
      attachments: [],
      messageId: makeMessageId(mark, channel.address),
      inReplyTo: null,
      references: [],
      date: now,
      automatic: 'generated',
      loopMark,
    });
    const envelope = { from: channel.address, to: [channel.address] };
    const { results } = await sender.send({ envelope, raw });
    const [result] = results;
    const detail = result?.serverWords ?? '';
    if (!result?.accepted) return [{ name, ok: false, detail }];
    const taken = channelTestText(locale, 'mail_taken', { words: detail });
    return [{ name, ok: true, detail: taken }, await untilUnderstood(walk, null, within_ms)];
  } finally {
    await sender.close();
  }
}

export interface RoundTrip {
  url: string;
  log: Log;
  loopMark: string;
  /** How long the mail may take. */
  within_ms?: number | undefined;
}
