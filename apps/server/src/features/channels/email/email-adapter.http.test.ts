import { createChannel } from '@earshot/contract/channel-contract.ts';
import {
  type ChannelHands,
  describeChannelAdapter,
  type OutsideMood,
  type Said,
} from '@earshot/testkit/channels/describe-channel-adapter.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { capabilitiesByKind } from '../kit/public.ts';

/** What the relay answers; a mail server has no revoked permission, but a refused sender. */
const replies: Record<OutsideMood, string | null> = {
  well: null,
  down: '421 4.3.2 Shutting down',
  busy: '451 4.7.1 Too many mails, try again later',
  expired: '535 5.7.8 Login expired',
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

const sink = await startSmtpSink();

describeChannelAdapter({
  kind: 'email',
  capabilities: capabilitiesByKind.email,
  prepare: async () => ({ relayUrl: `smtp://127.0.0.1:${sink.port}` }),
  async open(app, admin): Promise<ChannelHands> {
    const address = 'help@falk.example';
    const channel = await admin.call(createChannel, {
      body: { address, settings: { confirmation: false } },
    });
    const { sent, setMood } = observe();
    return {
      channelId: channel.id,
      async say(said) {
        await app.app.storeReceipt({
          accountId: admin.accountId,
          channelId: channel.id,
          source: 'smtp',
          externalKey: null,
          raw: write(address, said),
          envelope: { from: said.from ?? null, to: [address], ip: null, helo: null, tls: true },
          receivedAt: app.clock.now(),
        });
      },
      outside: {
        get sent() {
          return sent();
        },
        setMood,
      },
      without: {
        edit: 'A sent mail cannot be changed: who has more to say writes another one.',
        takeBack: 'A sent mail cannot be taken back; recalls of mail programs are only mails.',
        signature: 'Mails are judged by SPF, DKIM and DMARC, which are shown and never refuse.',
        thread: 'Mails thread by what they answer; strangers’ mails begin cases of their own.',
      },
      close: () => sink.close(),
    };
  },
});

function observe() {
  return {
    sent: () =>
      sink.mails.map(({ raw }) => {
        const text = raw.toString('utf8').replaceAll('=\r\n', '');
        return { text, key: /^Message-ID: (.*)$/im.exec(text)?.[1] ?? '' };
      }),
    setMood(mood: OutsideMood) {
      sink.behaviour.mail = () => replies[mood];
    },
  };
}
