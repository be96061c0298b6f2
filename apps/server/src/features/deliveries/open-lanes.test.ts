import { describe, expect, test } from 'vitest';
import { openLanes } from './open-lanes.ts';

/** Work that ends when it is told to. */
function hold() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

describe('lanes', () => {
  test('hold up nothing but what is in the lane that is full', async () => {
    const lanes = openLanes({ each: 2, all: 10 });
    const slow = [hold(), hold()];
    expect(slow.map(({ work }, index) => lanes.begin('mail', `mail ${index}`, work))).toEqual([
      true,
      true,
    ]);
    expect(lanes.listFull()).toEqual(['mail']);
    expect(lanes.begin('mail', 'mail 2', hold().work)).toBe(false);
    expect(lanes.begin('chat', 'chat 0', async () => undefined)).toBe(true);
    await lanes.landing();
    expect(lanes.flying()).toBe(2);
    slow[0]!.end();
    await lanes.landing();
    expect(lanes.listFull()).toEqual([]);
  });

  test('begin nothing twice while it flies, and keep within their room in all', async () => {
    const lanes = openLanes({ each: 5, all: 2 });
    const one = hold();
    expect(lanes.begin('a', 'one', one.work)).toBe(true);
    expect(lanes.begin('a', 'one', one.work)).toBe(false);
    expect(lanes.begin('b', 'two', hold().work)).toBe(true);
    expect(lanes.room()).toBe(0);
    expect(lanes.begin('c', 'three', hold().work)).toBe(false);
    one.end();
    await lanes.landing();
    expect(lanes.begin('a', 'one', hold().work)).toBe(true);
  });

  test('wait for nothing where nothing flies', async () => {
    await expect(openLanes({ each: 1, all: 1 }).landing()).resolves.toBeUndefined();
  });
});
