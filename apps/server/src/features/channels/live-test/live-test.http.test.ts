import {
  createChannel,
  createChannelSecret,
  createChannelTest,
  listReceipts,
} from '@earshot/contract/channel-contract.ts';
import { startProgram } from '@earshot/testkit/channels/start-program.ts';
import { startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallDoor } from './call-door.ts';

/** What stands between our server and its own public address; changed by a test, and put back. */
let between: CallDoor | null = null;

const callDoor: CallDoor = async (request) => {
  if (between) return between(request);
  const { method, path: url, headers = {}, body } = request;
  const answer = await world.app.server.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string>,
    text: answer.payload,
  };
};

const sink = await startSmtpSink();
const program = await startProgram();
const world: TestApp = await startTestApp({
  callDoor,
  relayUrl: `smtp://127.0.0.1:${sink.port}`,
  mailBackWithin_ms: 10_000,
  outsideRules: { isAllowedAddress: () => true, isAllowedPort: () => true },
});
const admin = await world.signUp();
beforeAll(() => void world.app.start());
afterAll(async () => {
  await world.stop();
  await program.close();
  await sink.close();
});

const shop = 'https://shop.falk.example';

async function tryChannel(channelId: string) {
  world.clock.advance(Date.now() - world.clock.now().getTime());
  const { steps } = await admin.call(createChannelTest, { params: { channelId } });
  return steps;
}

const isOk = (steps: readonly { name: string; ok: boolean }[]) =>
  steps.map((step) => [step.name, step.ok]);

/** Rows that a test must not leave. */
async function countTraces() {
  return world.db.withAccount(admin.accountId, async (tx) => {
    const count = async (
      table: 'cases' | 'contacts' | 'contact_points' | 'messages' | 'deliveries',
    ) => (await tx.db.selectFrom(table).select('account_id').execute()).length;
    const web = async (table: 'web_visitors' | 'web_conversations' | 'web_sessions') =>
      (await tx.db.selectFrom(table).select('account_id').execute()).length;
    return [
      await count('cases'),
      await count('contacts'),
      await count('contact_points'),
      await count('messages'),
      await count('deliveries'),
      await web('web_visitors'),
      await web('web_conversations'),
      await web('web_sessions'),
    ];
  });
}

const nothing = [0, 0, 0, 0, 0, 0, 0, 0];

describe('an administrator who tries a channel', () => {
  test('sees a chat walked from its page to the understood message, and nothing of it stays', async () => {
    const questions = [
      { key: 'email', kind: 'email' as const, label: 'Address', required: true },
      { key: 'agree', kind: 'consent' as const, label: 'Store this', required: true },
    ];
    const chat = await admin.call(createChannel, {
      body: { kind: 'chat', name: 'Chat', web: { allowed_origins: [shop], questions } },
    });
    expect(isOk(await tryChannel(chat.id))).toEqual([
      ['Eingeschaltet', true],
      ['Seite und Skript', true],
      ['Seiten, die einbetten dürfen', true],
      ['Beginnen, wie ein Besucher', true],
      ['Testnachricht', true],
      ['Verstanden', true],
    ]);
    expect(await countTraces()).toEqual(nothing);
    const { items } = await admin.call(listReceipts, { query: { channel_id: chat.id } });
    expect(items).toMatchObject([{ state: 'test', case_id: null, message_id: null }]);
  });

  test('sees a form walked with its questions answered', async () => {
    const questions = [
      { key: 'what', kind: 'choice' as const, label: 'What', choices: ['A', 'B'], required: true },
    ];
    const form = await admin.call(createChannel, {
      body: { kind: 'form', name: 'Form', web: { questions } },
    });
    // A form rests for three seconds before it takes anything; the clock of the tests stands still.
    const moving = setInterval(() => world.clock.advance(4_000), 500);
    const steps = await tryChannel(form.id).finally(() => clearInterval(moving));
    expect(steps.filter((step) => !step.ok)).toEqual([]);
    expect(steps).toHaveLength(6);
    expect(await countTraces()).toEqual(nothing);
  });

  test('sees an API channel both ways, with what the program answered to our ping', async () => {
    const api = await admin.call(createChannel, {
      body: { kind: 'api', name: 'Till', api: { webhook_url: program.url } },
    });
    const params = { channelId: api.id };
    const bare = await tryChannel(api.id);
    expect(bare[1]!.detail).toContain('kein Eingangsgeheimnis');
    for (const kind of ['inbound', 'outbound'] as const) {
      await admin.call(createChannelSecret, { params, body: { kind } });
    }
    const steps = await tryChannel(api.id);
    expect(steps.map((step) => step.ok)).toEqual([true, true, true, true]);
    expect(steps.at(-1)!.detail).toContain('200');
    for (const [status, ok, words] of [
      [422, true, 'kennt keine Pings'],
      [401, false, 'lehnt unsere Signatur ab'],
      [503, false, 'konnte unseren Ping nicht annehmen'],
    ] as const) {
      program.answerWith({ status });
      const last = (await tryChannel(api.id)).at(-1)!;
      expect(last).toMatchObject({ ok, detail: expect.stringContaining(words) });
    }
    expect(await countTraces()).toEqual(nothing);
  });

  test('sees a mail leave by the relay, come back and be understood', async () => {
    const address = 'support@falk.example';
    const mailbox = await admin.call(createChannel, { body: { address } });
    // The world between relay and mailbox: what is sent to us is handed in to us.
    sink.behaviour.mail = ({ raw, to }) => {
      if (!to.includes(address)) return null;
      void world.app.storeReceipt({
        accountId: admin.accountId,
        channelId: mailbox.id,
        source: 'smtp',
        externalKey: null,
        raw,
        envelope: { from: address, to: [address], ip: null, helo: null, tls: true },
        receivedAt: world.clock.now(),
      });
      return null;
    };
    const steps = await tryChannel(mailbox.id);
    expect(isOk(steps).slice(0, 4)).toEqual([
      ['Postfach', true],
      ['Ausgehender Mailserver', true],
      ['Testmail an uns selbst', true],
      ['Verstanden', true],
    ]);
    expect(await countTraces()).toEqual(nothing);
    sink.behaviour.mail = () => '550 5.7.1 Not from you';
    const refused = await tryChannel(mailbox.id);
    expect(refused[2]).toMatchObject({
      ok: false,
      detail: expect.stringContaining('Not from you'),
    });
  });

  test('is told where the walk ended, and why', async () => {
    const chat = await admin.call(createChannel, {
      body: { kind: 'chat', name: 'Chat', web: { allowed_origins: [shop] } },
    });
    between = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const away = await tryChannel(chat.id);
    between = async () => ({ status: 502, headers: {}, text: 'Bad gateway' });
    const broken = await tryChannel(chat.id);
    between = null;
    expect(away.at(-1)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    expect(broken.at(-1)).toMatchObject({ ok: false, detail: expect.stringContaining('502') });
  });
});
