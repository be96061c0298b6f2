import { createInboundArrival } from '@earshot/contract/api-channel-contract.ts';
import { createChannel, createChannelSecret } from '@earshot/contract/channel-contract.ts';
import type { ChannelHands, ChannelHarness, OutsideMood, Said } from './channel-hands.ts';
import { startProgram } from './start-program.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesByKind } from '../../../../apps/server/src/features/channels/kit/public.ts';
import { signWebhook } from '../../../../apps/server/src/features/channels/api/sign-webhook.ts';

const recorded = join(
  import.meta.dirname,
  '../../../../apps/server/src/features/channels/api/fixtures',
);
const message = JSON.parse(readFileSync(join(recorded, 'message.json'), 'utf8')) as object;

const answers: Record<OutsideMood, { status: number; headers?: Record<string, string> }> = {
  well: { status: 200 },
  down: { status: 503 },
  busy: { status: 429, headers: { 'retry-after': '60' } },
  expired: { status: 401 },
  revoked: { status: 403 },
};

/** The recorded message with what is said this time. */
function bodyOf(said: Said) {
  return {
    ...message,
    id: said.id,
    thread: said.thread,
    sender: { kind: 'handle', value: said.from ?? 'lena', name: 'Lena Vogt' },
    points: [],
    text: said.text,
    visibility: said.visibility ?? 'direct',
    files: (said.files ?? []).map((file) => ({
      file_name: file.name,
      mime_type: 'application/octet-stream',
      content_base64: file.bytes.toString('base64'),
    })),
  };
}

/** An API channel with a program of its own behind it. */
export function apiHarness(): ChannelHarness {
  return {
    kind: 'api',
    capabilities: capabilitiesByKind.api,
    recorded,
    prepare: async () => ({
      outsideRules: { isAllowedAddress: () => true, isAllowedPort: () => true },
    }),
    async open(app, admin): Promise<ChannelHands> {
      const program = await startProgram();
      const channel = await admin.call(createChannel, {
        body: { kind: 'api', name: 'Till', api: { webhook_url: program.url } },
      });
      const params = { channelId: channel.id };
      const { secret } = await admin.call(createChannelSecret, {
        params,
        body: { kind: 'inbound' },
      });
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
        sayInOtherBytes: (said) => send({ ...bodyOf(said), sent_at: null }, `again ${said.id}`),
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
          const other = Buffer.from(JSON.stringify({ ...bodyOf(said), text: 'Give me money' }));
          const right = sign(body);
          const future = new Date(app.clock.now().getTime() + 3_600_000);
          return {
            'another secret': await post(
              body,
              sign(body, Buffer.alloc(32, 7).toString('base64url')),
            ),
            'an empty secret': await post(body, sign(body, '')),
            'other words': await post(other, right),
            'the same JSON written otherwise': await post(
              Buffer.from(JSON.stringify(bodyOf(said), null, 1)),
              right,
            ),
            'another id': await post(body, { ...right, 'webhook-id': crypto.randomUUID() }),
            'a fresher time': await post(body, {
              ...sign(body, secret, new Date(app.clock.now().getTime() - 3_600_000)),
              'webhook-timestamp': right['webhook-timestamp']!,
            }),
            'an hour ahead': await post(body, sign(body, secret, future)),
            'no signature': await post(body, { ...right, 'webhook-signature': '' }),
            'no headers': await post(body, {}),
          };
        },
        async sayLate(said) {
          const body = Buffer.from(JSON.stringify(bodyOf(said)));
          return post(body, sign(body, secret, new Date(app.clock.now().getTime() - 3_600_000)));
        },
        outside: {
          listSent: async () => program.sent,
          moods: {
            set: (mood) => program.answerWith(answers[mood]),
            countAsked: () => program.asked,
            rests_s: 60,
            ends: { expired: 'failed', revoked: 'failed' },
          },
        },
        without: {},
        close: program.close,
      };
    },
  };
}
