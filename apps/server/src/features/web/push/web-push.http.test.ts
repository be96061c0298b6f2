import { updateChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import {
  createWebSession,
  deleteWebSession,
  getWebSettings,
  type WebSettings,
} from '@earshot/contract/web-contract.ts';
import {
  createWebReading,
  type WebConversation,
} from '@earshot/contract/web-conversation-contract.ts';
import {
  createWebPushSubscription,
  deleteWebPushSubscription,
} from '@earshot/contract/web-push-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startPushService } from '@earshot/testkit/web/start-push-service.ts';
import {
  makeIdentityToken,
  openChat,
  type TestVisitor,
  visitChat,
} from '@earshot/testkit/web/visit-chat.ts';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';

const service = await startPushService();
const publicUrl = 'https://desk.falk.example';
const app = await startTestApp({ outsideRules: service.outsideRules, publicUrl });
const owner = new pg.Client({ connectionString: app.ownerUrl });
await owner.connect();
afterAll(async () => {
  await owner.end();
  await app.stop();
  await service.close();
});
const work = app.app.start();
const ruth = await app.signUp();
const push = { after_seconds: 20, words: false };
const chat = await openChat(ruth, { title: 'Ask Falk', push });
const silent = await openChat(ruth);
const elsewhere = await openChat(await app.signUp(), { push });

async function answer(conversation: Pick<WebConversation, 'case_number'>, text: string) {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  const { id: caseId } = items.find((one) => one.number === conversation.case_number)!;
  const body = { text, undo_seconds: 0, signature: false, send_anyway: true };
  await ruth.call(createCaseReply, { params: { caseId }, body });
  await work.delivery.drain();
}

/** The seconds pass in which nobody reads the answer; answers what the push service got. */
async function letTimePass(names = ['web.announce', 'web.push']) {
  const before = service.taken.length;
  for (const name of names) {
    await owner.query(`update jobs set run_at = now() where name = $1`, [name]);
    await work.jobs.drain();
    // What the runner took up by itself meanwhile has to end, too.
    await expect.poll(() => countRunning(name), { timeout: 20_000 }).toBe(0);
  }
  return service.taken.slice(before);
}

async function countRunning(name: string): Promise<number> {
  const { rowCount } = await owner.query(
    `select from jobs where name = $1 and locked_until > now()`,
    [name],
  );
  return rowCount ?? 0;
}

let paths = 0;
const nextSubscription = () => service.subscription(`/send/${(paths += 1)}`);

async function subscribe(visitor: TestVisitor, body: Record<string, unknown> = nextSubscription()) {
  return visitor.send(createWebPushSubscription, { body });
}

async function openSubscribed(body: Record<string, unknown> = {}) {
  const visitor = await visitChat(app, chat, body);
  const opened = await visitor.open('The kettle does not switch off.');
  const subscription = nextSubscription();
  const { status, body: made } = await subscribe(visitor, subscription);
  expect(status).toBe(201);
  const { pathname: path } = new URL(subscription.endpoint);
  return { visitor, opened, path, subscription, id: (made as { id: string }).id };
}

describe('somebody who left', () => {
  test('hears by push that there is an answer, encrypted for their browser, without its words', async () => {
    const { visitor, opened, path } = await openSubscribed({ locale: 'de' });
    await answer(opened, 'The lid comes on Friday.');
    const [got, ...more] = await letTimePass();
    expect(more).toEqual([]);
    expect(got).toMatchObject({
      path,
      news: {
        type: 'answer',
        conversation_id: opened.id,
        title: 'Ask Falk',
        body: 'Sie haben eine Antwort.',
      },
      headers: { ttl: '86400', urgency: 'high', 'content-encoding': 'aes128gcm' },
      claims: { aud: new URL(service.subscription().endpoint).origin, sub: publicUrl },
    });
    const hours = got!.claims.exp / 3_600 - app.clock.now().getTime() / 3_600_000;
    expect(hours).toBeGreaterThan(11);
    expect(hours).toBeLessThan(24);
    expect(got!.headers['topic']).toMatch(/^[\w-]{1,32}$/);
    const settings = await visitor.send(getWebSettings);
    expect((settings.body as WebSettings).push).toEqual({ public_key: got!.senderKey });
  });

  test('hears of each answer once, and of none that they read', async () => {
    const { visitor, opened } = await openSubscribed();
    await answer(opened, 'One.');
    expect(await letTimePass()).toHaveLength(1);
    expect(await letTimePass()).toEqual([]);
    await answer(opened, 'Two.');
    const params = { conversationId: opened.id };
    await visitor.send(createWebReading, { params, body: { seq: 3 } });
    expect(await letTimePass()).toEqual([]);
    await answer(opened, 'Three.');
    expect(await letTimePass()).toHaveLength(1);
  });

  test('reads the words in the notification only where the channel says so', async () => {
    const { opened } = await openSubscribed();
    const params = { channelId: chat.id };
    await ruth.call(updateChannel, { params, body: { web: { push: { ...push, words: true } } } });
    await answer(opened, 'The lid comes on Friday.');
    const [got] = await letTimePass();
    await ruth.call(updateChannel, { params, body: { web: { push } } });
    expect(got!.news['body']).toBe('The lid comes on Friday.');
  });

  test('who took it back, or signed out, hears nothing more', async () => {
    const first = await openSubscribed();
    const params = { subscriptionId: first.id };
    expect((await first.visitor.send(deleteWebPushSubscription, { params })).status).toBe(204);
    expect((await first.visitor.send(deleteWebPushSubscription, { params })).status).toBe(404);
    const second = await openSubscribed();
    await second.visitor.send(deleteWebSession);
    await answer(first.opened, 'One.');
    await answer(second.opened, 'Two.');
    expect(await letTimePass()).toEqual([]);
  });

  test('goes on hearing after they signed in on the page, under their own name', async () => {
    const { visitor, opened, path } = await openSubscribed();
    const exp = Math.floor(app.clock.now().getTime() / 1_000) + 3_600;
    const claims = { sub: 'lena', aud: chat.key, exp };
    const identity_token = makeIdentityToken(chat.identitySecret, claims);
    const body = { token: visitor.session.token, identity_token };
    const signedIn = await app.nobody.send(createWebSession, {
      params: { channelKey: chat.key },
      body,
    });
    expect(signedIn.status).toBe(201);
    await answer(opened, 'Friday.');
    expect((await letTimePass()).map((one) => one.path)).toEqual([path]);
  });
});

describe('a push service', () => {
  test('that knows the browser no more ends the subscription', async () => {
    const { opened } = await openSubscribed();
    service.answerWith(410);
    await answer(opened, 'One.');
    expect(await letTimePass()).toHaveLength(1);
    service.answerWith(201);
    await answer(opened, 'Two.');
    expect(await letTimePass()).toEqual([]);
  });

  test('that is down is asked again, until the answer was read', async () => {
    const { visitor, opened } = await openSubscribed();
    service.answerWith(503);
    await answer(opened, 'One.');
    expect(await letTimePass(['web.announce'])).toHaveLength(1);
    service.answerWith(201);
    expect(await letTimePass(['web.push'])).toHaveLength(1);
    expect(await letTimePass(['web.push'])).toEqual([]);
    service.answerWith(503);
    await answer(opened, 'Two.');
    await letTimePass(['web.announce']);
    service.answerWith(201);
    const params = { conversationId: opened.id };
    await visitor.send(createWebReading, { params, body: { seq: 3 } });
    expect(await letTimePass(['web.push'])).toEqual([]);
  });

  test('that refuses us is told to whoever runs the channel', async () => {
    const { opened } = await openSubscribed();
    service.answerWith(403);
    await answer(opened, 'One.');
    await letTimePass();
    service.answerWith(201);
    const { rows } = await owner.query(
      `select words from channel_errors where channel_id = $1 and code = 'push_refused'`,
      [chat.id],
    );
    expect(rows).toEqual([{ words: 'The push service answered 403: not today.' }]);
  });

  test('inside our own network is never asked', async () => {
    const visitor = await visitChat(app, chat);
    const opened = await visitor.open('Hello.');
    const inside = { ...service.subscription(), endpoint: 'https://metadata.inside.example/x' };
    expect((await subscribe(visitor, inside)).status).toBe(201);
    await answer(opened, 'One.');
    expect(await letTimePass()).toEqual([]);
    const { rows } = await owner.query(
      `select id from web_push_subscriptions where endpoint = $1`,
      [inside.endpoint],
    );
    expect(rows).toEqual([]);
  });
});

describe('a subscription', () => {
  test('is refused where it is none', async () => {
    const visitor = await visitChat(app, chat);
    const good = service.subscription();
    const bad = [
      {},
      { ...good, endpoint: good.endpoint.replace('https:', 'http:') },
      { ...good, endpoint: 'not an address' },
      { ...good, keys: { ...good.keys, auth: 'short' } },
      { ...good, keys: { ...good.keys, p256dh: 'A'.repeat(87) } },
      { ...good, expirationTime: 'soon' },
    ];
    for (const body of bad) expect((await subscribe(visitor, body)).status).toBe(400);
  });

  test('needs a visitor, a chat that announces, and is nobody else’s to end', async () => {
    const body = service.subscription('/send/theirs');
    const place = { params: { channelKey: chat.key }, body };
    expect((await app.nobody.send(createWebPushSubscription, place)).status).toBe(401);
    const quiet = await visitChat(app, silent);
    expect(await subscribe(quiet, body)).toMatchObject({
      status: 409,
      body: { code: 'push_off' },
    });
    const { id, opened } = await openSubscribed();
    const params = { subscriptionId: id };
    for (const other of [await visitChat(app, chat), await visitChat(app, elsewhere)]) {
      const { status } = await other.send(deleteWebPushSubscription, { params });
      expect(status).toBe(404);
    }
    await answer(opened, 'Still heard.');
    expect(await letTimePass()).toHaveLength(1);
  });

  test('said again is kept once, and the oldest of many makes room', async () => {
    const { visitor, opened, subscription, id } = await openSubscribed();
    expect((await subscribe(visitor, subscription)).body).toMatchObject({ id });
    for (let more = 0; more < 11; more += 1) {
      expect((await subscribe(visitor)).status).toBe(201);
    }
    await answer(opened, 'To ten browsers.');
    expect(await letTimePass()).toHaveLength(10);
  });

  test('runs out when its browser says so, at the latest after ninety days', async () => {
    const visitor = await visitChat(app, chat);
    const opened = await visitor.open('Hello.');
    const over = app.clock.now().getTime() - 1_000;
    await subscribe(visitor, { ...nextSubscription(), expirationTime: over });
    const { body } = await subscribe(await visitChat(app, chat));
    const days =
      Date.parse((body as { expires_at: string }).expires_at) - app.clock.now().getTime();
    expect(days / 86_400_000).toBe(90);
    await answer(opened, 'Too late.');
    expect(await letTimePass()).toEqual([]);
  });
});
