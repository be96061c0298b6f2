import { claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

const product = await startProduct();
afterAll(() => product.stop());

const MESSAGES = 40;
const KILLED_AFTER = new Set([8, 20, 31]);

test('[L11] a visitor types while the server is killed: each message is there once, in order', async () => {
  const { client } = await claimProduct(product);
  const channel = await client.call('createChannel', { body: { kind: 'chat', name: 'Chat' } });
  const base = `${product.url}/api/v1/web/${channel.address}`;
  let token = '';

  /** As clients do: the same message again until it is taken. */
  async function send(path: string, body: unknown): Promise<Record<string, unknown>> {
    const text = JSON.stringify(body);
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: text,
      }).catch(() => null);
      if (answer?.ok) return (await answer.json()) as Record<string, unknown>;
      await pause(answer?.status === 429 ? 2_000 : 100);
    }
    throw new Error(`Never taken: ${path}`);
  }

  token = String((await send('/sessions', {}))['token']);
  const opened = await send('/conversations', { client_id: randomUUID(), text: 'word 0' });
  const id = String(opened['id']);
  let killing: Promise<void> = Promise.resolve();
  for (let word = 1; word < MESSAGES; word += 1) {
    if (KILLED_AFTER.has(word)) killing = product.killAndRestart();
    await send(`/conversations/${id}/messages`, { client_id: randomUUID(), text: `word ${word}` });
  }
  await killing;
  const expected = Array.from({ length: MESSAGES }, (_, word) => [word + 1, `word ${word}`]);
  let read: unknown[] = [];
  for (let tries = 0; tries < 300 && read.length < MESSAGES; tries += 1) {
    const answer = await fetch(`${base}/conversations/${id}/messages?after_seq=0&limit=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await answer.json()) as { items: { seq: number; text: string }[] };
    read = items.map(({ seq, text }) => [seq, text]);
    await pause(100);
  }
  expect(read).toEqual(expected);
}, 180_000);
