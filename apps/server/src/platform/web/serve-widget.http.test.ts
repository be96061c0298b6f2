import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { createHttpServer } from '../http/http-server.ts';
import { silentLog } from '../log/log.ts';
import { registerWidget } from './serve-widget.ts';

const part = 'panel-A1b2-C3_.js';
let server: FastifyInstance;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-widget-'));
  server = await createHttpServer({
    // None of these pages asks the database.
    db: undefined as unknown as Database,
    log: silentLog,
    routes: [],
    authenticator: { authenticate: async () => null },
    publicUrl: 'http://127.0.0.1',
    trustProxy: false,
  });
  registerWidget(server, { root });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

test('before it is built there is nothing, and nobody keeps that', async () => {
  const answer = await server.inject('/widget.js');
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, undefined]);
});

test('a page of somebody else may load it: the loader for minutes, its parts for ever', async () => {
  await mkdir(join(root, 'widget'));
  await writeFile(join(root, 'widget.js'), `'${'loader '.repeat(300)}'`);
  await writeFile(join(root, 'widget', part), `'${'panel '.repeat(300)}'`);
  const headers = { 'accept-encoding': 'br', origin: 'https://shop.example' };
  const loader = await server.inject({ url: '/widget.js', headers });
  const panel = await server.inject({ url: `/widget/${part}`, headers });
  for (const answer of [loader, panel]) {
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-encoding': 'br',
      'x-content-type-options': 'nosniff',
    });
  }
  expect(loader.headers['cache-control']).toContain('max-age=300');
  expect(panel.headers['cache-control']).toContain('immutable');
  const etag = String(loader.headers['etag']);
  const again = await server.inject({ url: '/widget.js', headers: { 'if-none-match': etag } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('a new version is served as soon as it is built', async () => {
  await writeFile(join(root, 'widget.js'), "'second'");
  expect((await server.inject('/widget.js')).body).toBe("'second'");
});

test.each(['/widget/..%2f..%2fpackage.json', '/widget/panel.js', '/widget/.env', '/widget/'])(
  'gives nothing outside its folder: %s',
  async (url) => {
    expect((await server.inject(url)).statusCode).toBe(404);
  },
);

test('the page of a chat allows scripts and connections of ours, nothing inline, in their language', async () => {
  const headers = { 'accept-language': 'de' };
  const page = await server.inject({ url: '/chat/falk_chat', headers });
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/);
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  expect(page.body).toContain('<html lang="de">');
  expect(page.body).toContain('<earshot-chat page channel="falk_chat">');
  expect(page.body).toContain('href="/form/falk_chat"');
  const strange = await server.inject('/chat/%22%3E%3Cscript%3E');
  expect([strange.statusCode, strange.body.includes('<script')]).toEqual([404, false]);
});
