import { createChannel } from '@earshot/contract/channel-contract.ts';
import type { ChannelHands, OutsideMood, Said } from '@earshot/testkit/channels/channel-hands.ts';
import { describeChannelAdapter } from '@earshot/testkit/channels/describe-channel-adapter.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { createTransport } from 'nodemailer';
import { join } from 'node:path';
import { silentLog } from '../../../platform/log/log.ts';
import { capabilitiesByKind } from '../kit/public.ts';
import { findChannelForAddress } from '../public.ts';
import { startSmtpListener } from './receive/smtp-listener.ts';

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

const sink = await startSmtpSink({ behaviour: { login } });

describeChannelAdapter({
  kind: 'email',
  capabilities: capabilitiesByKind.email,
  recorded: join(import.meta.dirname, 'fixtures'),
  prepare: async () => ({ relayUrl: `smtp://falk:right@127.0.0.1:${sink.port}` }),
  async open(app, admin): Promise<ChannelHands> {
    const address = 'help@falk.example';
    const channel = await admin.call(createChannel, {
      body: { address, settings: { confirmation: false } },
    });
    const listener = await startSmtpListener({
      host: '127.0.0.1',
      port: 0,
      tls: null,
      findChannel: (recipient) => findChannelForAddress(app.db, recipient),
      storeReceipt: app.app.storeReceipt,
      log: silentLog,
    });
    const sender = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
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
      outside: observe(),
      without: {
        edit: 'A sent mail cannot be changed: who has more to say writes another one.',
        takeBack: 'A sent mail cannot be taken back; recalls of mail programs are only mails.',
        signature: 'Mails are judged by SPF, DKIM and DMARC, which are shown and never refuse.',
        thread: 'Mails thread by what they answer; strangers’ mails begin cases of their own.',
      },
      async close() {
        sender.close();
        await listener.close();
        await sink.close();
      },
    };
  },
});

function observe(): NonNullable<ChannelHands['outside']> {
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
