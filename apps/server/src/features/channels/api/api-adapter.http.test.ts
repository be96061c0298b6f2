import { createInboundArrival } from '@earshot/contract/api-channel-contract.ts';
import { createChannel, createChannelSecret } from '@earshot/contract/channel-contract.ts';
import {
  type ChannelHands,
  describeChannelAdapter,
  type OutsideMood,
  type Said,
} from '@earshot/testkit/channels/describe-channel-adapter.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { capabilitiesByKind } from '../kit/public.ts';
import { signWebhook } from './sign-webhook.ts';

const statuses: Record<OutsideMood, number> = {
  well: 200,
  down: 503,
  busy: 429,
  expired: 401,
  revoked: 403,
};

/** A program that takes our webhooks, in a mood of its own. */
async function startProgram() {
  const sent: { text: string; key: string }[] = [];
  let mood: OutsideMood = 'well';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (mood === 'well') {
        const { text } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { text: string };
        sent.push({ text, key: String(request.headers['idempotency-key']) });
      }
      const headers = mood === 'busy' ? { 'retry-after': '30' } : {};
      response.writeHead(statuses[mood], headers).end('{"provider_id":"p1"}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    sent,
    setMood: (next: OutsideMood) => void (mood = next),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function bodyOf(said: Said) {
  return {
    type: 'message',
    id: said.id,
    thread: said.thread,
    sender: { kind: 'handle', value: said.from ?? 'lena', name: 'Lena Vogt' },
    text: said.text,
    files: (said.files ?? []).map((file) => ({
      file_name: file.name,
      mime_type: 'application/octet-stream',
      content_base64: file.bytes.toString('base64'),
    })),
  };
}

describeChannelAdapter({
  kind: 'api',
  capabilities: capabilitiesByKind.api,
  prepare: async () => ({
    outsideRules: { isAllowedAddress: () => true, isAllowedPort: () => true },
  }),
  async open(app, admin): Promise<ChannelHands> {
    const program = await startProgram();
    const channel = await admin.call(createChannel, {
      body: { kind: 'api', name: 'Till', api: { webhook_url: program.url } },
    });
    const params = { channelId: channel.id };
    const { secret } = await admin.call(createChannelSecret, { params, body: { kind: 'inbound' } });
    const overheard = new Map<string, { body: Buffer; headers: Record<string, string> }>();

    async function post(body: Buffer, headers: Record<string, string>): Promise<number> {
      const answer = await app.nobody.request({
        method: 'POST',
        path: createInboundArrival.path.replace('{channelKey}', channel.address),
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return answer.status;
    }

    function sign(body: Buffer, key = secret, at = app.clock.now()): Record<string, string> {
      const id = crypto.randomUUID();
      const timestamp = String(Math.floor(at.getTime() / 1_000));
      const signature = signWebhook(key, { id, timestamp, body });
      return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    }

    async function send(content: object, id: string): Promise<void> {
      const body = Buffer.from(JSON.stringify(content));
      const headers = sign(body);
      overheard.set(id, { body, headers });
      const status = await post(body, headers);
      if (status !== 202) throw new Error(`Handing in answered ${status}.`);
    }

    return {
      channelId: channel.id,
      say: (said) => send(bodyOf(said), said.id),
      edit: ({ id, thread, text, at }) =>
        send({ type: 'edit', id, thread, text, at: at.toISOString() }, `edit ${id}`),
      takeBack: ({ id, thread, at }) =>
        send({ type: 'deletion', id, thread, at: at.toISOString() }, `deletion ${id}`),
      async replay({ id }) {
        const { body, headers } = overheard.get(id)!;
        return post(body, headers);
      },
      async forge(said) {
        const body = Buffer.from(JSON.stringify(bodyOf(said)));
        return post(body, sign(body, Buffer.alloc(32, 7).toString('base64url')));
      },
      async sayLate(said) {
        const body = Buffer.from(JSON.stringify(bodyOf(said)));
        return post(body, sign(body, secret, new Date(app.clock.now().getTime() - 3_600_000)));
      },
      outside: program,
      without: {},
      close: program.close,
    };
  },
});
