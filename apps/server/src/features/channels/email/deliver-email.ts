import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { createMemory } from '../../../platform/remember.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { FileStorage } from '../../../platform/storage/file-storage.ts';
import { type ChannelSecrets, openChannelSecrets } from '../channel-secrets.ts';
import { type Channel, getChannel, listActiveMailboxes } from '../channel-store.ts';
import type { OutboundChannel, OutgoingMessage } from '../kit/channel-adapter.ts';
import { composeMail, type OutgoingMail } from './send/compose-mail.ts';
import { makeReplyAddress } from './send/reply-address.ts';
import { signDkim } from './send/sign-dkim.ts';
import { createSmtpSender, type SmtpSender } from './send/smtp-sender.ts';

/** Text and HTML of one mail. */
export interface EmailBody {
  text: string;
  html: string | null;
}

/**
 * What recipients get where it differs from the message as it was written: `own` by address as it
 * stands in the mail, `others` for everybody else.
 */
export type EndMail = (
  tx: Tx,
  outgoing: OutgoingMessage,
  channel: Channel,
) => Promise<{ others: EmailBody; own: ReadonlyMap<string, EmailBody> }>;

/** A relay that a channel was given is found after this long at the latest. */
const RELAYS_REMEMBERED_MS = 5_000;

export interface EmailTransportDeps {
  db: Database;
  clock: Clock;
  storage: FileStorage;
  secretBox: SecretBox;
  /** The relay of the installation; null: only channels with a relay of their own can send. */
  relayUrl: string | null;
  /** Value of X-Earshot-Loop: names this installation. */
  loopMark: string;
  log: Log;
  /** Hangs lines below mails; left out: they leave as they were written. */
  endMail?: EndMail;
}

/** Sends mail for every channel, each by its own relay or by that of the installation. */
export function createEmailTransport(deps: EmailTransportDeps): OutboundChannel {
  const senders = new Map<string, SmtpSender>();

  function senderFor(url: string): SmtpSender {
    let sender = senders.get(url);
    if (!sender) {
      sender = createSmtpSender({ url, log: deps.log });
      senders.set(url, sender);
    }
    return sender;
  }

  const memory = createMemory<boolean>(deps.clock, RELAYS_REMEMBERED_MS, 1);
  return {
    /** False while neither the installation nor any channel has a relay. */
    async canSend() {
      if (deps.relayUrl) return true;
      const found = await memory.recall('relays', async () => {
        const channels = await listActiveMailboxes(deps.db);
        return channels.some((channel) => openChannelSecrets(deps.secretBox, channel).smtpUrl);
      });
      return found ?? false;
    },
    /** Everything ready to send; null where no relay is set for the channel. */
    async prepare(tx: Tx, outgoing: OutgoingMessage) {
      const channel = await getChannel(tx, outgoing.channel_id);
      const secrets = openChannelSecrets(deps.secretBox, channel);
      const url = secrets.smtpUrl ?? deps.relayUrl;
      if (!url) return null;
      const raws = await makeRaws(tx, deps, channel, secrets, outgoing);
      const from = envelopeFrom(channel, secrets, outgoing);
      return {
        async send(recipients: readonly string[]) {
          const results = [];
          for (const { raw, to } of raws.group(recipients)) {
            const outcome = await senderFor(url).send({ envelope: { from, to }, raw });
            results.push(...outcome.results);
          }
          return results.map((result) => ({
            recipient: result.recipient,
            accepted: result.accepted,
            permanent: result.permanent,
            words: result.serverWords,
          }));
        },
      };
    },
    async close() {
      await Promise.all([...senders.values()].map((sender) => sender.close()));
    },
  };
}

function signer(channel: Channel, secrets: ChannelSecrets) {
  return {
    accountId: channel.accountId,
    channelId: channel.id,
    secret: Buffer.from(secrets.replySecret, 'base64url'),
    address: channel.address,
  };
}

/** How mail that no person wrote calls itself; a notice answers no single mail. */
const automaticKinds: Readonly<Record<string, 'replied' | 'generated'>> = {
  confirmation: 'replied',
  notice: 'generated',
};

/** Automatic mail has no return path (RFC 3834, section 3.3); ours names the message (VERP). */
function envelopeFrom(
  channel: Channel,
  secrets: ChannelSecrets,
  outgoing: OutgoingMessage,
): string {
  if (outgoing.kind === 'confirmation') return '';
  if (channel.settings.reply_address === 'none') return channel.address;
  const signed = makeReplyAddress({
    ...signer(channel, secrets),
    purpose: 'b',
    messageId: outgoing.id,
  });
  return signed ?? channel.address;
}

/** The bytes for everybody, and those of whoever gets a line of their own. */
async function makeRaws(
  tx: Tx,
  deps: EmailTransportDeps,
  channel: Channel,
  secrets: ChannelSecrets,
  outgoing: OutgoingMessage,
) {
  const asWritten = { text: outgoing.body_text, html: outgoing.body_html };
  const ended = (await deps.endMail?.(tx, outgoing, channel)) ?? {
    others: asWritten,
    own: new Map<string, EmailBody>(),
  };
  const { to = [], cc = [], bcc = [] } = outgoing.recipients;
  const addresses = [...to, ...cc, ...bcc].map((mailbox) => mailbox.address);
  const bodies = new Set(addresses.map((address) => ended.own.get(address) ?? ended.others));
  const made = new Map<EmailBody, Buffer>();
  for (const body of bodies) {
    made.set(body, await makeRaw(deps, channel, secrets, outgoing, body));
  }
  return {
    group(recipients: readonly string[]): { raw: Buffer; to: string[] }[] {
      const groups = Map.groupBy(recipients, (one) => ended.own.get(one) ?? ended.others);
      return [...groups].map(([body, some]) => ({ raw: made.get(body)!, to: some }));
    },
  };
}

async function makeRaw(
  deps: EmailTransportDeps,
  channel: Channel,
  secrets: ChannelSecrets,
  outgoing: OutgoingMessage,
  body: EmailBody,
): Promise<Buffer> {
  const files = await Promise.all(
    outgoing.files.map(async (file) => ({
      fileName: file.file_name,
      mimeType: file.mime_type,
      content: await deps.storage.read(file.sha256),
      contentId: file.disposition === 'inline' ? file.content_id : null,
    })),
  );
  const replyAddress =
    channel.settings.reply_address === 'plus'
      ? makeReplyAddress({
          ...signer(channel, secrets),
          purpose: 'c',
          caseNumber: outgoing.case_number,
        })
      : null;
  const mail: OutgoingMail = {
    from: { name: outgoing.from_name, address: outgoing.from_address },
    to: outgoing.recipients.to ?? [],
    cc: outgoing.recipients.cc ?? [],
    replyTo: replyAddress ? { name: outgoing.from_name, address: replyAddress } : null,
    subject: outgoing.subject,
    text: body.text,
    html: body.html,
    images: files.flatMap((file) =>
      file.contentId ? [{ ...file, contentId: file.contentId }] : [],
    ),
    attachments: files.filter((file) => file.contentId === null),
    messageId: outgoing.external_id ?? outgoing.id,
    inReplyTo: outgoing.in_reply_to,
    references: outgoing.thread,
    date: outgoing.received_at,
    automatic: automaticKinds[outgoing.kind] ?? null,
    loopMark: deps.loopMark,
  };
  const { raw } = await composeMail(mail);
  if (!channel.dkim || !secrets.dkimPrivateKey) return raw;
  return signDkim(raw, { ...channel.dkim, privateKey: secrets.dkimPrivateKey });
}
