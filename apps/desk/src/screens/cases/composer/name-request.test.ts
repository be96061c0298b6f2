import { expect, test } from 'vitest';
import { nameRequest } from './name-request.ts';

async function send(place: string, words: unknown, isHeard: boolean): Promise<string> {
  let sent = '';
  const sending = nameRequest(place, words, async (key) => {
    sent = key;
    if (!isHeard) throw new Error('unreachable');
  });
  await sending.catch(() => null);
  return sent;
}

test('what nobody heard of is sent again under its name, until it is heard of', async () => {
  const first = await send('reply 1', { html: 'a' }, false);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await send('reply 2', { html: 'a' }, true)).not.toBe(first);
  expect(await send('reply 1', { html: 'a' }, true)).toBe(first);
  expect(await send('reply 1', { html: 'a' }, true)).not.toBe(first);
});

test('other words are another request', async () => {
  const first = await send('reply 3', { html: 'a' }, false);
  expect(await send('reply 3', { html: 'b' }, true)).not.toBe(first);
});
