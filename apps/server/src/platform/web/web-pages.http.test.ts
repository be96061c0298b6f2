import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHealth } from '@earshot/contract/health-contract.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { createHttpServer } from '../http/http-server.ts';
import { silentLog } from '../log/log.ts';
import { compressFolder } from './compress-folder.ts';
import { registerDocs } from './docs-routes.ts';
import { createHealth, healthRoutes } from './health-routes.ts';
import { registerDesk } from './serve-desk.ts';

const health = createHealth({ ping: async () => true });
let server: FastifyInstance;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-desk-'));
  server = await createHttpServer({
    // None of these pages asks the database.
    db: undefined as unknown as Database,
    log: silentLog,
    routes: healthRoutes(health, '1.2.3'),
    authenticator: { authenticate: async () => null },
    publicUrl: 'http://127.0.0.1',
    trustProxy: false,
  });
  registerDocs(server, { version: '1.2.3', serverUrl: 'http://127.0.0.1' });
  await registerDesk(server, { root });
});

afterAll(async () => {
  health.stop();
  await server.close();
  await rm(root, { recursive: true });
});

function get(url: string, headers: Record<string, string> = {}) {
  return server.inject({ url, headers });
}

describe('before the desk is built', () => {
  test('a person is told what is safe and what to do, in their language', async () => {
    const answer = await get('/cases', { accept: 'text/html', 'accept-language': 'de-DE,en' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('npm start');
    expect(answer.body).toContain('nichts geht verloren');
  });
});

describe('the built desk', () => {
  beforeAll(async () => {
    await mkdir(join(root, 'assets'));
    await writeFile(join(root, 'index.html'), '<!doctype html><title>desk</title>');
    await writeFile(join(root, 'favicon.svg'), '<svg/>');
    await writeFile(
      join(root, 'assets/main-a1b2c3.js'),
      `export const words = '${'desk '.repeat(999)}'`,
    );
    await writeFile(join(root, '..', 'earshot-secret.txt'), 'outside');
    await compressFolder(root);
  });
  afterAll(() => rm(join(root, '..', 'earshot-secret.txt')));

  test('opens at every path that is not a file, so that a reload stays where it was', async () => {
    for (const path of ['/', '/cases/4711', '/settings/channels?tab=mail']) {
      const answer = await get(path, { accept: 'text/html' });
      expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html><title>desk</title>']);
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });

  test('keeps hashed files for ever and sends them compressed', async () => {
    const answer = await get('/assets/main-a1b2c3.js', { 'accept-encoding': 'gzip, br' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.headers['vary']).toContain('accept-encoding');
    expect(answer.rawPayload.length).toBeLessThan(200);
    const plain = await get('/assets/main-a1b2c3.js');
    expect(plain.body).toContain('desk desk');
    expect(plain.headers['content-type']).toContain('javascript');
  });

  test('answers a missing file with a problem that nobody keeps', async () => {
    const answer = await get('/assets/old-000000.js');
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  test.each([
    '/../earshot-secret.txt',
    '/%2e%2e/earshot-secret.txt',
    '/assets/..%2f..%2fearshot-secret.txt',
    '/assets/%5c..%5c..%5cearshot-secret.txt',
    '/.git/config',
    '/assets/main-a1b2c3.js%00.html',
  ])('gives nothing outside its folder: %s', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('outside');
  });

  test.each(['/api/v1/nothing', '/api/', '/api'])(
    'leaves %s to the interface for programs',
    async (path) => {
      const answer = await get(path, { accept: 'text/html' });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not_found', status: 404 });
    },
  );

  test('is compressed once', async () => {
    expect(await compressFolder(root)).toBe(0);
  });
});

describe('the contract', () => {
  test('is answered as OpenAPI with a tag, and not sent twice', async () => {
    const answer = await get('/openapi.json');
    expect(answer.json()).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
    const again = await get('/openapi.json', { 'if-none-match': String(answer.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test('is readable without script under a policy that allows none', async () => {
    const answer = await get('/docs', { 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
  });
});

test(`${getHealth.id} says 503 until the desk can be used`, async () => {
  const before = await get('/healthz');
  expect([before.statusCode, before.json()]).toEqual([
    503,
    { status: 'starting', version: '1.2.3' },
  ]);
  health.become('ok');
  const then = await get('/healthz');
  expect([then.statusCode, then.json()]).toEqual([200, { status: 'ok', version: '1.2.3' }]);
});
