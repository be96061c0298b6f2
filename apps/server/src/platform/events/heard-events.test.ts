import { expect, test } from 'vitest';
import type { RelayedEvent } from './event-relay.ts';
import { rememberHeard } from './heard-events.ts';

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ position: from + index }) as RelayedEvent);
const positions = (list: RelayedEvent[] | null) => list?.map((event) => event.position);

test('what was told is there after any position, without a gap', () => {
  const heard = rememberHeard();
  heard.hear('a', events(5, 7));
  heard.hear('a', events(8, 9));
  expect(positions(heard.listAfter('a', 4, 100))).toEqual([5, 6, 7, 8, 9]);
  expect(positions(heard.listAfter('a', 6, 2))).toEqual([7, 8]);
  expect(positions(heard.listAfter('a', 9, 100))).toEqual([]);
});

test('what came before is not known, nor what another account heard', () => {
  const heard = rememberHeard();
  heard.hear('a', events(5, 7));
  expect(heard.listAfter('a', 3, 100)).toBeNull();
  expect(heard.listAfter('b', 4, 100)).toBeNull();
});

test('what everybody has seen is forgotten, and so is the oldest of very many', () => {
  const heard = rememberHeard();
  heard.hear('a', events(1, 4));
  heard.forget('a', 3);
  expect(heard.listAfter('a', 2, 100)).toBeNull();
  expect(positions(heard.listAfter('a', 3, 100))).toEqual([4]);
  heard.forget('a', 4);
  expect(heard.listAfter('a', 3, 100)).toBeNull();
  expect(heard.listAfter('a', 4, 100)).toEqual([]);
  heard.hear('a', events(5, 3_000));
  expect(heard.listAfter('a', 4, 100)).toBeNull();
  expect(positions(heard.listAfter('a', 2_998, 100))).toEqual([2_999, 3_000]);
});
