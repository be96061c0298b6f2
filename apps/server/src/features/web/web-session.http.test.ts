import {
  createWebSession,
  createWebUpload,
  deleteWebSession,
  getWebFile,
  getWebSettings,
  type WebFile,
  type WebSession,
  type WebSettings,
} from '@earshot/contract/web-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import {
  makeIdentityToken,
  openChat,
  shopOrigin,
  visitChat,
} from '@earshot/testkit/web/visit-chat.ts';
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const ruth = await app.signUp();
const chat = await openChat(ruth, { title: 'Ask Falk', whisper: true });
const other = await openChat(await app.signUp());
const params = { channelKey: chat.key };
const seconds = () => Math.floor(app.clock.now().getTime() / 1_000);
const lena = () => ({ sub: 'lena', aud: chat.key, exp: seconds() + 3_600, name: 'Lena Vogt' });

function begin(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  return app.nobody.send(createWebSession, { params, body, headers });
}

describe('before the first word', () => {
  test('a visitor reads what the chat is and what is promised, without any token', async () => {
    const answer = await app.nobody.send(getWebSettings, { params, query: { locale: 'de' } });
    const settings = answer.body as WebSettings;
    expect(settings).toMatchObject({ title: 'Ask Falk', kind: 'chat', whisper: true });
    expect(settings.availability.state).toBe('later');
    expect(settings.availability.answer_by).not.toBeNull();
    expect(settings.availability.words).toMatch(/Im Moment kann das niemand übernehmen\. .+ per/);
    expect(settings.availability.words).not.toMatch(/offline/i);
    expect(settings.privacy_text).toMatch(/Bevor Sie schreiben, wird nichts gespeichert/);
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    expect(answer.cookies).toEqual([]);
  });

  test('a key that no chat has is not found, nor is an address of a mailbox', async () => {
    for (const channelKey of ['nosuchkey', 'service_falk']) {
      const answer = await app.nobody.send(getWebSettings, { params: { channelKey } });
      expect(answer.status).toBe(404);
    }
  });

  test('a page that is not on the list is refused, with its browser told nothing', async () => {
    const headers = { origin: 'https://evil.example' };
    const settings = await app.nobody.send(getWebSettings, { params, headers });
    expect(settings.status).toBe(403);
    expect(settings.body).toMatchObject({ code: 'origin_not_allowed' });
    expect(settings.headers['access-control-allow-origin']).toBeUndefined();
    expect(settings.headers.vary).toBe('origin, accept-language');
    expect((await begin({}, headers)).status).toBe(403);
  });

  test('a page on the list may call, and no other origin is named', async () => {
    const path = `/api/v1/web/${chat.key}/sessions`;
    const asks = { 'access-control-request-method': 'POST' };
    const good = await app.nobody.request({
      method: 'OPTIONS',
      path,
      headers: { origin: shopOrigin, ...asks },
    });
    expect(good.status).toBe(204);
    expect(good.headers['access-control-allow-origin']).toBe(shopOrigin);
    expect(good.headers['access-control-allow-headers']).toMatch(/authorization/);
    expect(good.headers['access-control-allow-credentials']).toBeUndefined();
    const bad = await app.nobody.request({
      method: 'OPTIONS',
      path,
      headers: { origin: 'null', ...asks },
    });
    expect(bad.status).toBe(403);
  });
});

describe('a session', () => {
  test('is anonymous, is resumed by its token, and sets no cookie', async () => {
    const first = await begin({ locale: 'de' });
    expect(first.cookies).toEqual([]);
    const session = first.body as WebSession;
    expect(session.visitor).toMatchObject({ known_by: 'anonymous', email_verified: false });
    const again = (await begin({ token: session.token })).body as WebSession;
    expect(again.visitor.id).toBe(session.visitor.id);
    expect(again.token).toBe(session.token);
  });

  test('keeps only the hash of its token', async () => {
    const { token } = (await begin({})).body as WebSession;
    const rows = await app.db.withAccount(ruth.accountId, (tx) =>
      tx.db.selectFrom('web_sessions').selectAll().execute(),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.every((row) => row.token_hash.length === 32)).toBe(true);
  });

  test('that ran out or was ended begins anew as somebody else', async () => {
    const visitor = await visitChat(app, chat);
    expect((await visitor.send(deleteWebSession)).status).toBe(204);
    expect((await visitor.send(deleteWebSession)).status).toBe(401);
    const { token, visitor: before } = visitor.session;
    const anew = (await begin({ token })).body as WebSession;
    expect(anew.visitor.id).not.toBe(before.id);
    app.clock.advance(91 * 24 * 3_600_000);
    const later = (await begin({ token: anew.token })).body as WebSession;
    expect(later.visitor.id).not.toBe(anew.visitor.id);
  });

  test('lives on while it is used', async () => {
    const visitor = await visitChat(app, chat);
    for (let month = 0; month < 5; month += 1) {
      app.clock.advance(30 * 24 * 3_600_000);
      const answer = await begin({ token: visitor.session.token });
      expect((answer.body as WebSession).visitor.id).toBe(visitor.session.visitor.id);
    }
  });

  test('is good on its own channel only', async () => {
    const visitor = await visitChat(app, chat);
    const answer = await visitor.send(deleteWebSession, { params: { channelKey: other.key } });
    expect(answer.status).toBe(401);
    expect((await visitor.send(deleteWebSession)).status).toBe(204);
  });
});

describe('who the site signed in', () => {
  test('is the same visitor in two browsers, with what the site says of them', async () => {
    const claims = { ...lena(), email: 'Lena@Vogt.example', email_verified: true };
    const token = makeIdentityToken(chat.identitySecret, claims);
    const one = await visitChat(app, chat, { identity_token: token });
    const two = await visitChat(app, chat, { identity_token: token });
    expect(one.session.visitor).toEqual(two.session.visitor);
    expect(one.session.token).not.toBe(two.session.token);
    expect(one.session.visitor).toMatchObject({
      name: 'Lena Vogt',
      email: 'lena@vogt.example',
      email_verified: true,
      known_by: 'identity',
    });
  });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  function signRsa(claims: unknown): string {
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const signed = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  test.each<[string, () => string]>([
    ['no signature', () => makeIdentityToken(chat.identitySecret, lena(), { alg: 'none' })],
    [
      'None in other letters',
      () => makeIdentityToken(chat.identitySecret, lena(), { alg: 'nOnE' }),
    ],
    ['another secret', () => makeIdentityToken(other.identitySecret, lena())],
    ['a key pair', () => signRsa(lena())],
    [
      'a longer hash of the same secret',
      () => makeIdentityToken(chat.identitySecret, lena(), { alg: 'HS512' }),
    ],
    [
      'another channel',
      () => makeIdentityToken(chat.identitySecret, { ...lena(), aud: other.key }),
    ],
    ['no audience', () => makeIdentityToken(chat.identitySecret, { ...lena(), aud: undefined })],
    ['no subject', () => makeIdentityToken(chat.identitySecret, { ...lena(), sub: undefined })],
    ['an empty subject', () => makeIdentityToken(chat.identitySecret, { ...lena(), sub: '' })],
    ['no end', () => makeIdentityToken(chat.identitySecret, { ...lena(), exp: undefined })],
    [
      'an end in the past',
      () => makeIdentityToken(chat.identitySecret, { ...lena(), exp: seconds() - 61 }),
    ],
    [
      'an end too far ahead',
      () => makeIdentityToken(chat.identitySecret, { ...lena(), exp: seconds() + 25 * 3_600 }),
    ],
    [
      'a birth in the future',
      () => makeIdentityToken(chat.identitySecret, { ...lena(), iat: seconds() + 120 }),
    ],
    [
      'an extension nobody knows',
      () => makeIdentityToken(chat.identitySecret, lena(), { alg: 'HS256', crit: ['x'], x: 1 }),
    ],
    ['no token at all', () => 'not.a.token'],
    ['nothing', () => ''],
  ])('is nobody with %s', async (_what, make) => {
    const answer = await begin({ identity_token: make() });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'identity_refused' });
  });

  test('may have a clock that is a minute off', async () => {
    const claims = { ...lena(), exp: seconds() - 50, iat: seconds() + 50 };
    const answer = await begin({ identity_token: makeIdentityToken(chat.identitySecret, claims) });
    expect(answer.status).toBe(201);
  });

  test('is signed in for a day at most, whatever is done in between', async () => {
    const token = makeIdentityToken(chat.identitySecret, lena());
    const visitor = await visitChat(app, chat, { identity_token: token });
    app.clock.advance(23 * 3_600_000);
    const resumed = await begin({ token: visitor.session.token });
    expect((resumed.body as WebSession).expires_at).toBe(visitor.session.expires_at);
    app.clock.advance(2 * 3_600_000);
    const anew = (await begin({ token: visitor.session.token })).body as WebSession;
    expect(anew.visitor.known_by).toBe('anonymous');
  });
});

describe('a file', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');

  test('is what its bytes are, has a name that is only a name, and is its visitor’s alone', async () => {
    const visitor = await visitChat(app, chat);
    const upload = async (name: string, type: string, body: Buffer) => {
      const query = { file_name: name, mime_type: type };
      const answer = await visitor.send(createWebUpload, { query, body });
      expect(answer.status).toBe(201);
      return answer.body as WebFile;
    };
    const picture = await upload('../../kettle.html', 'text/html', png);
    expect(picture).toMatchObject({
      file_name: 'kettle.html',
      mime_type: 'image/png',
      preview: true,
    });
    const page = await upload('x.png', 'image/png', Buffer.from('<script>alert(1)</script>'));
    expect(page).toMatchObject({ mime_type: 'application/octet-stream', preview: false });
    const svg = await upload('x.svg', 'image/svg+xml', Buffer.from('<svg onload="alert(1)"/>'));
    const get = { params: { fileId: svg.id }, query: { inline: 'true' } };
    const answer = await visitor.send(getWebFile, get);
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-security-policy']).toMatch(/sandbox/);
    const shown = await visitor.send(getWebFile, { ...get, params: { fileId: picture.id } });
    expect(shown.headers['content-disposition']).toMatch(/^inline/);
    const stranger = await visitChat(app, chat);
    expect((await stranger.send(getWebFile, get)).status).toBe(404);
  });

  test('that is too large is refused before it is kept', async () => {
    const visitor = await visitChat(app, chat);
    const query = { file_name: 'film.mp4' };
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect((await visitor.send(createWebUpload, { query, body })).status).toBe(413);
    expect((await visitor.send(createWebUpload, { query, body: Buffer.alloc(0) })).status).toBe(
      400,
    );
  });
});

describe('a flood', () => {
  test('of sessions from one network is slowed down, and says for how long', async () => {
    const from = { params, body: {}, remoteAddress: '203.0.113.9' };
    const answers = await Promise.all(
      Array.from({ length: 140 }, () => app.nobody.send(createWebSession, from)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(20);
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('of wrong tokens is slowed down', async () => {
    const send = () =>
      app.nobody.send(deleteWebSession, {
        params,
        headers: { authorization: `Bearer ${'x'.repeat(43)}` },
        remoteAddress: '203.0.113.10',
      });
    const statuses = [];
    for (let round = 0; round < 62; round += 1) statuses.push((await send()).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
  });

  test('of uploads of one session is slowed down', async () => {
    const visitor = await visitChat(app, chat);
    const query = { file_name: 'a.txt' };
    const statuses = [];
    for (let round = 0; round < 41; round += 1) {
      const answer = await visitor.send(createWebUpload, { query, body: Buffer.from(`${round}`) });
      statuses.push(answer.status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});
