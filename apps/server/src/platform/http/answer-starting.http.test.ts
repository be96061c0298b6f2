import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerStarting } from './answer-starting.ts';

const server = createServer(answerStarting('1.2.3'));
let url: string;
const headers = { origin: 'https://shop.example' };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/web/b676d69b1f800653ec6a`;
});
afterAll(() => server.close());

test('a chat on a page of another origin may read that we are starting, and comes again', async () => {
  const answer = await fetch(url, { headers });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await answer.json()).toEqual({ status: 'starting', version: '1.2.3' });
});

test('its browser, which asks first, is let through to that answer and does not keep the leave', async () => {
  const answer = await fetch(url, { method: 'OPTIONS', headers });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization/);
  expect(answer.headers.get('access-control-allow-methods')).toMatch(/DELETE/);
  expect(answer.headers.get('access-control-max-age')).toBe('0');
});
