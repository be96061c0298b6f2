import { createChannel } from '@earshot/contract/channel-contract.ts';
import type {
  ChannelHands,
  ChannelHarness,
  ChannelWorld,
  OutsideMood,
  Said,
} from './channel-hands.ts';
import { type SmtpSink, startSmtpSink } from '../mail/start-smtp-sink.ts';
import { createTransport } from 'nodemailer';
import { join } from 'node:path';
import { silentLog } from '../../../../apps/server/src/platform/log/log.ts';
import { capabilitiesByKind } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { findChannelForAddress } from '../../../../apps/server/src/features/channels/public.ts';
import {
  type SmtpListener,
  startSmtpListener,
} from '../../../../apps/server/src/features/channels/email/receive/smtp-listener.ts';

const login = { user: 'falk', pass: 'right' };

/** What the relay answers to a mail; a login that ended is refused before any is offered. */
const replies: Record<OutsideMood, string | null> = {
  well: null,
  down: '421 4.3.2 Shutting down',
  busy: '450 4.7.1 Too many mails, try again later',
  expired: null,
  revoked: '550 5.7.1 You may not send here any more',
};

function write(address: string, said: Said): Buffer {
  const boundary = 'part-of-this-mail';
  const lines = [
    `From: Lena Vogt <${said.from}>`,
    `To: ${address}`,
    `Subject: ${said.subject ?? 'A question'}`,
    `Message-ID: <${said.id}>`,
    `References: <${said.thread}@thread.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(said.text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    ...(said.files ?? []).flatMap((file) => [
      `--${boundary}`,
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; filename="${file.name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      file.bytes.toString('base64'),
    ]),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** Where mail servers hand mails in, when the application does not listen itself. */
function listen({ app, db }: ChannelWorld): Promise<SmtpListener> {
  return startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    findChannel: (recipient) => findChannelForAddress(db, recipient),
    storeReceipt: app.storeReceipt,
    log: silentLog,
  });
}

/** A mailbox that a mail server hands its mails to, with a relay that wants a login. */
export function emailHarness(): ChannelHarness {
  let sink: SmtpSink;
  return {
    kind: 'email',
    capabilities: capabilitiesByKind.email,
    recorded: join(
      import.meta.dirname,
      '../../../../apps/server/src/features/channels/email/fixtures',
    ),
    async prepare() {
      sink = await startSmtpSink({ behaviour: { login: { ...login } } });
      return { relayUrl: `smtp://falk:right@127.0.0.1:${sink.port}` };
    },
    async open(app, admin): Promise<ChannelHands> {
      const address = 'help@falk.example';
      const channel = await admin.call(createChannel, {
        body: { address, settings: { confirmation: false } },
      });
      const listener = app.smtpPort === undefined ? await listen(app) : null;
      const port = listener?.port ?? app.smtpPort!;
      const sender = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
      const handIn = (said: Said, raw: Buffer) =>
        sender.sendMail({ envelope: { from: said.from ?? '', to: [address] }, raw });
      return {
        channelId: channel.id,
        async say(said) {
          await handIn(said, write(address, said));
        },
        async sayInOtherBytes(said) {
          const trace = 'Received: from elsewhere.example by mx.falk.example with ESMTPS; now\r\n';
          await handIn(said, Buffer.concat([Buffer.from(trace), write(address, said)]));
        },
        outside: observe(sink),
        without: {
          edit: 'A sent mail cannot be changed: who has more to say writes another one.',
          takeBack: 'A sent mail cannot be taken back; recalls of mail programs are only mails.',
          signature: 'Mails are judged by SPF, DKIM and DMARC, which are shown and never refuse.',
          thread: 'Mails thread by what they answer; strangers’ mails begin cases of their own.',
        },
        async close() {
          sender.close();
          await listener?.close();
          await sink.close();
        },
      };
    },
  };
}

function observe(sink: SmtpSink): NonNullable<ChannelHands['outside']> {
  let asked = 0;
  return {
    listSent: async () =>
      sink.mails.map(({ raw }) => {
        const text = raw.toString('utf8').replaceAll('=\r\n', '');
        return { text, key: /^Message-ID: (.*)$/im.exec(text)?.[1] ?? '' };
      }),
    moods: {
      set(mood) {
        sink.behaviour.login = mood === 'expired' ? { ...login, pass: 'another' } : login;
        sink.behaviour.mail = () => {
          asked += 1;
          return replies[mood];
        };
        // What is open was let in before; the next mail has to log in again.
        sink.endConnections();
      },
      countAsked: () => asked,
      rests_s: 60,
      ends: { expired: 'deferred', revoked: 'failed' },
    },
  };
}
