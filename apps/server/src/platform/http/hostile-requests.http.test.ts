import { createContact } from '@earshot/contract/contact-contract.ts';
import { livePath } from '@earshot/contract/live-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../log/log.ts';

const crashes: unknown[] = [];
const log = {
  ...silentLog,
  error: (facts: unknown) => void crashes.push((facts as { err?: Error }).err?.stack ?? facts),
} as typeof silentLog;

const app = await startTestApp({ log });
afterAll(() => app.stop());
const admin = await app.signUp();
const key = await app.key(admin);
let origin = '';
let port = 0;

beforeAll(async () => {
  await app.app.server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.app.server.server.address() as AddressInfo);
  origin = `http://127.0.0.1:${port}`;
});

const json = { 'content-type': 'application/json' };

function post(body: BodyInit, headers: Record<string, string> = json): Promise<Response> {
  return fetch(`${origin}/api/v1/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.key}`, ...headers },
    body,
  });
}

async function countContacts(): Promise<number> {
  const rows = await app.db.withAccount(admin.accountId, (tx) =>
    tx.db.selectFrom('contacts').select('id').execute(),
  );
  return rows.length;
}

async function expectStanding(): Promise<void> {
  expect(crashes).toEqual([]);
  const answer = await fetch(`${origin}/openapi.json`);
  expect(answer.status).toBe(200);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
}

/** Sends bytes as they are and answers all that comes back until the server closes. */
async function sendBytes(...parts: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (chunk) => void heard.push(chunk));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  const over = setTimeout(() => socket.destroy(), 5_000);
  await new Promise<void>((done) => void socket.on('close', () => done()));
  clearTimeout(over);
  return Buffer.concat(heard).toString('latin1');
}

const nested = (depth: number) => `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('a body that means harm', () => {
  const bodies: [title: string, body: () => BodyInit, status: number, code: string][] = [
    ['of 10 MB', () => `{"name":"${'x'.repeat(10_000_000)}"}`, 413, 'too_large'],
    ['nested 100,000 deep', () => nested(100_000), 400, 'invalid'],
    ['of 400,000 fields', () => `{${'"a":1,'.repeat(100_000)}"b":2}`, 400, 'invalid'],
    ['with __proto__', () => '{"name":"x","__proto__":{"admin":true}}', 400, 'invalid'],
    ['with constructor', () => '{"name":"x","constructor":{"prototype":{}}}', 400, 'invalid'],
    ['with __proto__ inside', () => '{"name":"x","points":[{"__proto__":{}}]}', 400, 'invalid'],
    ['with a field of Object’s own', () => '{"name":"x","hasOwnProperty":1}', 400, 'invalid'],
    ['of broken UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22]), 400, 'invalid'],
    ['with NUL', () => '{"name":"a\\u0000b"}', 400, 'invalid'],
    ['that breaks off', () => '{"name":"x"', 400, 'invalid'],
    ['of two values', () => '{"name":"x"}{"name":"y"}', 400, 'invalid'],
    ['in UTF-16', () => Buffer.from('{"name":"x"}', 'utf16le'), 400, 'invalid'],
    ['with comments', () => '{"name":"x"/* */}', 400, 'invalid'],
    ['of numbers beyond all bounds', () => '{"name":1e999}', 400, 'invalid'],
  ];

  test.each(bodies)(
    '%s is refused in words and changes nothing',
    async (_t, body, status, code) => {
      const before = await countContacts();
      const answer = await post(body());
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const problem = (await answer.json()) as Record<string, unknown>;
      expect([answer.status, problem['status'], problem['code']]).toEqual([status, status, code]);
      expect(problem['detail']).toMatch(/\w+ \w+/);
      expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|at Object\./);
      expect(await countContacts()).toBe(before);
      await expectStanding();
    },
  );

  test('of broken UTF-8 within a text is refused or kept readable, never stored broken', async () => {
    const body = Buffer.concat([
      Buffer.from('{"name":"Br'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('ken"}'),
    ]);
    const answer = await post(body);
    expect([201, 400]).toContain(answer.status);
    const text = await answer.text();
    expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
    await expectStanding();
  });

  test('with one field twice counts as its last, and only once', async () => {
    const before = await countContacts();
    const answer = await post('{"name":"First","name":"Second"}');
    expect(answer.status).toBe(201);
    expect(((await answer.json()) as { name: string }).name).toBe('Second');
    expect(await countContacts()).toBe(before + 1);
  });

  test.each([
    ['application/xml'],
    ['text/html'],
    ['multipart/form-data; boundary=x'],
    ['application/x-www-form-urlencoded'],
    ['text/plain'],
    ['application/json-patch+json'],
    ['nonsense'],
    ['application/octet-stream'],
  ])('declared as %s is not read', async (type) => {
    const before = await countContacts();
    const answer = await post('{"name":"x"}', { 'content-type': type });
    expect([400, 415]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await countContacts()).toBe(before);
    await expectStanding();
  });
});

describe('a request that means harm', () => {
  const head = (lines: string) => `POST /api/v1/contacts HTTP/1.1\r\nHost: x\r\n${lines}`;
  const attacks: [title: string, parts: () => string[], status: RegExp][] = [
    ['with 20,000 headers', () => [head(`${'X-A: b\r\n'.repeat(20_000)}\r\n`)], /431|^$/],
    ['with a header of 1 MB', () => [head(`X-A: ${'b'.repeat(1_000_000)}\r\n\r\n`)], /431|^$/],
    [
      'with two lengths, to smuggle another one in',
      () => [head('Content-Length: 5\r\nContent-Length: 50\r\n\r\n{"a":')],
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a length and chunks at once',
      () => [head('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
      /^HTTP\/1\.1 400/,
    ],
    ['with a length below nothing', () => [head('Content-Length: -5\r\n\r\n')], /^HTTP\/1\.1 400/],
    [
      'of no known method',
      () => ['HACK /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n'],
      /^HTTP\/1\.1 400/,
    ],
    ['that is no HTTP', () => ['\u0016\u0003\u0001\u0002\u0000'], /^HTTP\/1\.1 400/],
    [
      'with a path of 100 kB',
      () => [`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
      /431|414|^$/,
    ],
  ];

  test.each(attacks)('%s is cut short, and the server stands', async (_title, parts, status) => {
    const before = await countContacts();
    const heard = await sendBytes(...parts());
    expect(heard.slice(0, 200)).toMatch(status);
    // Who still sends while the line is cut may not hear why.
    expect(heard).toMatch(/^$|application\/problem\+json[^]*"detail":"\w+ \w+/);
    expect(heard).not.toMatch(/HTTP\/1\.1 2\d\d/);
    expect(await countContacts()).toBe(before);
    await expectStanding();
  });

  test('with Object’s own words in the query is refused, and teaches the server nothing', async () => {
    for (const query of [
      '__proto__[admin]=1',
      'constructor=1',
      'limit=1&limit=2',
      'status[]=open',
      'q=%00',
      `q=${'x'.repeat(10_000)}`,
      'cursor=%F0%28%8C%28',
    ]) {
      const answer = await fetch(`${origin}/api/v1/cases?${query}`, {
        headers: { authorization: `Bearer ${key.key}` },
      });
      const problem = (await answer.json()) as { status: number };
      expect([query, answer.status, problem.status]).toEqual([query, 400, 400]);
    }
    await expectStanding();
  });
});

describe('a line that means harm', () => {
  const { cookie } = admin.credentials;
  const url = () => `ws://127.0.0.1:${port}${livePath}`;

  /** Opens it and answers how it ended, and what was heard. */
  async function openLine(headers: Record<string, string>) {
    const socket = new WebSocket(url(), { headers });
    const heard: string[] = [];
    let code: number | null = null;
    socket.on('message', (raw: Buffer) => void heard.push(raw.toString('utf8')));
    socket.on('close', (given) => {
      code = given;
    });
    socket.on('error', () => undefined);
    await Promise.race([once(socket, 'open'), once(socket, 'close')]);
    return { socket, heard, code: () => code };
  }

  test('from another site, or without a cookie, hears nothing and is closed', async () => {
    for (const headers of [
      { cookie, origin: 'https://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: `${app.publicUrl}.evil.example` },
      { origin: app.publicUrl },
      { cookie: 'earshot=stolen', origin: app.publicUrl },
    ] as Record<string, string>[]) {
      const line = await openLine(headers);
      await vi.waitFor(() => expect(line.code()).toBe(4401));
      expect(line.heard).toEqual(['{"type":"signed_out"}']);
    }
  });

  const frames: [title: string, frame: () => string | Buffer][] = [
    ['of 1 MB', () => JSON.stringify({ type: 'presence', pad: 'x'.repeat(1_000_000) })],
    ['nested 5,000 deep', () => nested(5_000)],
    ['that is no JSON', () => '{"type":'],
    ['of another type', () => '{"type":"admin"}'],
    ['with words for numbers', () => '{"type":"resume","position":"all"}'],
    ['below nothing', () => '{"type":"resume","position":-1}'],
    ['with __proto__', () => '{"__proto__":{"admin":true},"type":"presence"}'],
    ['of null', () => 'null'],
    ['of bytes', () => Buffer.from([0, 1, 2, 255])],
  ];

  test.each(frames)('%s ends alone: the desk beside it goes on', async (_title, frame) => {
    const beside = await openLine({ cookie, origin: app.publicUrl });
    const line = await openLine({ cookie, origin: app.publicUrl });
    line.socket.send(frame());
    await vi.waitFor(() => expect(line.code()).toBeGreaterThanOrEqual(1_007));
    beside.socket.send(JSON.stringify({ type: 'resume', position: null }));
    await vi.waitFor(() => expect(beside.heard.join()).toContain('"live"'));
    expect(beside.code()).toBeNull();
    beside.socket.terminate();
    await expectStanding();
  });

  test('that floods ends alone too', async () => {
    const line = await openLine({ cookie, origin: app.publicUrl });
    for (let index = 0; index < 200; index += 1) {
      line.socket.send('{"type":"resume","position":null}');
    }
    await vi.waitFor(() => expect(line.code()).toBe(1_008));
    await expectStanding();
  });
});

test('after all of it a contact is still taken on', async () => {
  const made = await key.call(createContact, { body: { name: 'Lena Vogt' } });
  expect(made.name).toBe('Lena Vogt');
});
