import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWakes } from './wakes.ts';

const account = 'account';

test('who lets messages go first waits until nothing more is looked at, but not for ever', async () => {
  let endLook = () => {};
  const wakes = createWakes(
    () => new Promise((resolve) => (endLook = resolve)),
    () => {},
  );
  await wakes.awaitRest(account, 60_000);
  let isAtRest = false;
  wakes.wakeTalks(account, ['one']);
  const rest = wakes.awaitRest(account, 60_000).then(() => (isAtRest = true));
  wakes.wakeTalks(account, ['two']);
  endLook();
  await pause(0);
  expect(isAtRest).toBe(false);
  await wakes.awaitRest(account, 1);
  endLook();
  await rest;
});
