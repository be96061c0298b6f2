import { makeRandom } from '@earshot/testkit/world/make-random.ts';
import { UnsteadyServer, calm, type Weather } from '@earshot/testkit/web/unsteady-server.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeptStorage, memoryStorage } from './kept-storage.ts';
import { createWebClient, type WebClient } from './web-client.ts';

const minute_ms = 60_000;

let server: UnsteadyServer;
let storage: KeptStorage;
let clients: WebClient[];

function visit(random: () => number = () => 0.5): WebClient {
  const client = createWebClient({
    server: 'https://service.test',
    channelKey: 'falk',
    storage,
    random,
    fetch: server.fetch,
    openSocket: server.openSocket,
  });
  clients.push(client);
  return client;
}

function storedKeys(): string[] {
  return storage.keys('') as string[];
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new UnsteadyServer(() => 0.5);
  storage = memoryStorage();
  clients = [];
});
afterEach(() => {
  for (const client of clients) client.close();
  vi.useRealTimers();
});

async function pass(time_ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(time_ms);
}

describe('a visitor', () => {
  test('who only looks leaves nothing: no request, no session, nothing stored', async () => {
    const client = visit();
    await client.start();
    expect([server.asked, storedKeys(), client.link()]).toEqual([[], [], 'idle']);
  });

  test('writes, is answered live, and finds both after a reload', async () => {
    const client = visit();
    await client.begin({ text: 'The kettle hums.', answers: { order: '4711' } });
    await pass(1_000);
    const [one] = client.conversations();
    server.say(one!.id, 'We look at it.');
    await pass(1_000);
    expect(client.messages(one!.id).map(({ text }) => text)).toEqual([
      'The kettle hums.',
      'We look at it.',
    ]);
    expect(client.outgoing()).toEqual([]);
    const again = visit();
    await again.start();
    await again.open(one!.id);
    expect(again.messages(one!.id)).toHaveLength(2);
    expect(again.link()).not.toBe('idle');
  });

  test('who reloads before the server answered has sent once', async () => {
    server.weather = { ...calm, loss: 1 };
    const client = visit();
    await client.begin({ text: 'first' });
    await client.send(client.outgoing()[0]!.thread, { text: 'second' });
    await pass(500);
    client.close();
    server.weather = calm;
    const again = visit();
    await again.start();
    await pass(minute_ms);
    const [one] = [...server.conversations.values()];
    expect(server.conversations.size).toBe(1);
    expect(one!.messages.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(again.outgoing()).toEqual([]);
    expect(storedKeys()).toEqual(['earshot.falk.session']);
  });

  test('whose session ended writes on in a new one, and loses no word', async () => {
    const client = visit();
    await client.begin({ text: 'first' });
    await pass(1_000);
    const { id } = client.conversations()[0]!;
    server.token = 'token-2';
    server.conversations.delete(id);
    server.cutAll();
    await client.send(id, { text: 'second' });
    await pass(minute_ms);
    const texts = [...server.conversations.values()].flatMap(({ messages }) => messages);
    expect(texts.map(({ text }) => text)).toEqual(['second']);
  });

  test('sees what was refused, with its reason, and may take it back', async () => {
    const client = visit();
    await client.begin({ text: 'first' });
    await pass(1_000);
    const { id } = client.conversations()[0]!;
    await client.send(id, { text: 'refused' });
    await client.send(id, { text: 'third' });
    await pass(1_000);
    const [refused] = client.outgoing(id);
    expect(refused).toMatchObject({ state: 'refused', problem: { words: 'Write less.' } });
    expect(server.conversations.get(id)!.messages.map(({ text }) => text)).toContain('third');
    await client.discard(refused!.client_id);
    expect(client.outgoing()).toEqual([]);
  });

  test('types on in a draft of its own for each conversation', async () => {
    const client = visit();
    await client.saveDraft('c1', 'half a sen');
    await client.saveDraft('new', 'another');
    expect(await visit().draft('c1')).toBe('half a sen');
    await client.saveDraft('c1', '');
    expect(await client.draft('c1')).toBeNull();
  });

  test('who is forgotten leaves nothing on the device', async () => {
    const client = visit();
    await client.begin({ text: 'first' });
    await client.saveDraft('new', 'another');
    await pass(1_000);
    await client.forget();
    expect(storedKeys()).toEqual([]);
    expect([client.conversations(), client.link()]).toEqual([[], 'idle']);
    expect(server.asked).toContain('DELETE /sessions/current');
  });
});

test('a provider of identity is asked, and nothing is stored for whom it knows', async () => {
  const bodies: unknown[] = [];
  const client = createWebClient({
    server: 'https://service.test',
    channelKey: 'falk',
    storage,
    identity: () => Promise.resolve('signed'),
    openSocket: server.openSocket,
    fetch: (async (url: string, init: RequestInit) => {
      bodies.push(init.body && JSON.parse(String(init.body)));
      const answer = await server.fetch(url, init);
      if (!url.endsWith('/sessions')) return answer;
      const body = (await answer.json()) as { visitor: object };
      return Response.json({ ...body, visitor: { ...body.visitor, known_by: 'identity' } });
    }) as typeof fetch,
  });
  clients.push(client);
  await client.start();
  expect(bodies[0]).toMatchObject({ identity_token: 'signed' });
  expect(storedKeys()).toEqual([]);
  expect(client.visitor()?.known_by).toBe('identity');
});

test('who goes on where a link was withdrawn is led to the new conversation of their words', async () => {
  const client = visit();
  await client.begin({ text: 'The kettle hums.' });
  await pass(1_000);
  const [one] = client.conversations();
  let thread = one!.id;
  client.on((event) => {
    if (event.type === 'begun' && event.thread === thread) thread = event.conversation_id;
  });
  const kept = server.conversations.get(thread)!;
  server.conversations.set('other', { row: { ...kept.row, id: 'other' }, messages: [] });
  server.conversations.delete(thread);
  await client.send(thread, { text: 'And it leaks.' });
  await pass(1_000);
  expect(thread).not.toBe(one!.id);
  expect(client.messages(thread).map(({ text }) => text)).toEqual(['And it leaks.']);
});

describe('[L12] over a network that loses, repeats, swaps and cuts', () => {
  const share = fc.double({ min: 0, max: 0.5, noNaN: true });
  const deed = fc.oneof(
    { weight: 4, arbitrary: fc.constant('visitor' as const) },
    { weight: 4, arbitrary: fc.constant('agent' as const) },
    { weight: 2, arbitrary: fc.constant('wait' as const) },
    { weight: 1, arbitrary: fc.constant('reload' as const) },
    { weight: 1, arbitrary: fc.constant('cut' as const) },
  );

  async function live(seed: number, weather: Weather, deeds: string[]) {
    const random = makeRandom(seed);
    server = new UnsteadyServer(random);
    storage = memoryStorage();
    let client = visit(random);
    let thread = await client.begin({ text: 'v0' });
    await pass(minute_ms);
    thread = client.conversations()[0]!.id;
    server.weather = weather;
    let count = 0;
    for (const one of deeds) {
      count += 1;
      if (one === 'visitor') await client.send(thread, { text: `v${count}` });
      if (one === 'agent') server.say(thread, `a${count}`);
      if (one === 'wait') await pass(random() * 5_000);
      if (one === 'cut') server.cutAll();
      if (one === 'reload') {
        client.close();
        client = visit(random);
        await client.start().catch(() => undefined);
        await client.open(thread).catch(() => undefined);
      }
    }
    server.weather = calm;
    client.check();
    await client.start().catch(() => undefined);
    await client.open(thread);
    await pass(2 * minute_ms);
    return { client, thread };
  }

  test('everything arrives once and in order, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.record({ loss: share, repeat: share, swap: share, cut: share }),
        fc.array(deed, { maxLength: 30 }),
        async (seed, weather, deeds) => {
          const { client, thread } = await live(seed, weather, deeds);
          const truth = server.conversations.get(thread)!.messages;
          expect(server.conversations.size).toBe(1);
          expect(client.messages(thread)).toEqual(truth);
          expect(client.outgoing()).toEqual([]);
          const said = deeds.flatMap((one, index) => (one === 'visitor' ? [`v${index + 1}`] : []));
          const texts = truth.flatMap((one) => (one.from === 'visitor' ? [one.text] : []));
          expect(texts).toEqual(['v0', ...said]);
          expect(client.link()).toBe('live');
          client.close();
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);
});
