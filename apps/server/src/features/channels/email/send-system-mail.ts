import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { SendSystemMail } from '../../../platform/system-mail.ts';
import { listActiveMailboxes } from '../channel-store.ts';
import { composeMail, makeMessageId } from './send/compose-mail.ts';
import { createSmtpSender } from './send/smtp-sender.ts';
import { htmlFromText } from './understand/compose-text.ts';

export interface SystemMailDeps {
  db: Database;
  relayUrl: string | null;
  loopMark: string;
  clock: Clock;
  log: Log;
}

/**
 * Mail of Earshot itself to members and invited persons, from the first channel’s address, by the
 * relay of the installation. Throws where the relay refuses it.
 */
export function createSystemMailer(deps: SystemMailDeps): SendSystemMail {
  const { relayUrl } = deps;
  if (relayUrl === null) return async () => 'no_relay';
  const sender = createSmtpSender({ url: relayUrl, log: deps.log });
  return async (mail) => {
    const [channel] = await listActiveMailboxes(deps.db);
    if (!channel) return 'no_relay';
    const { raw } = await composeMail({
      from: { name: 'Earshot', address: channel.address },
      to: [{ name: null, address: mail.to }],
      cc: [],
      replyTo: null,
      subject: mail.subject,
      text: mail.text,
      html: htmlFromText(mail.text),
      images: [],
      attachments: [],
      messageId: makeMessageId(newId(), channel.address),
      inReplyTo: null,
      references: [],
      date: deps.clock.now(),
      automatic: 'generated',
      loopMark: deps.loopMark,
    });
    const { results } = await sender.send({ envelope: { from: '', to: [mail.to] }, raw });
    const refused = results.find((result) => !result.accepted);
    if (refused) throw new Error(`The relay refused the mail: ${refused.serverWords}`);
    return 'handed_over';
  };
}
