import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLaterStates } from './later-states.ts';
import { statesApart_ms } from './live-limits.ts';

const account = 'account';

/** Told states, with those that wait for messages let go by hand. */
function listen() {
  const told: string[][] = [];
  let letGo = () => {};
  const messages = { isBusy: false };
  const states = createLaterStates(
    () => (messages.isBusy ? new Promise((resolve) => (letGo = resolve)) : Promise.resolve()),
    async (_account, talkIds) => void told.push([...talkIds]),
  );
  return { told, states, messages, letGo: () => letGo() };
}

test('where a conversation stands is told at once on a quiet server', async () => {
  const { told, states } = listen();
  states.add(account, ['one']);
  await pause(0);
  expect(told).toEqual([['one']]);
});

test('a conversation in which much happens is looked up once for all of it', async () => {
  const { told, states } = listen();
  states.add(account, ['one']);
  await pause(0);
  for (let count = 0; count < 10; count += 1) states.add(account, ['one', 'two']);
  await pause(statesApart_ms * 2);
  expect(told).toEqual([['one'], ['one', 'two']]);
});

test('messages go first, and what happens meanwhile is looked up with the rest', async () => {
  const { told, states, messages, letGo } = listen();
  messages.isBusy = true;
  states.add(account, ['one']);
  await pause(0);
  states.add(account, ['two']);
  expect(told).toEqual([]);
  letGo();
  await pause(0);
  expect(told).toEqual([['one', 'two']]);
});

test('nothing is looked up any more when the server stops', async () => {
  const { told, states, messages, letGo } = listen();
  messages.isBusy = true;
  states.add(account, ['one']);
  await pause(0);
  states.stop();
  letGo();
  await pause(0);
  expect(told).toEqual([]);
});
