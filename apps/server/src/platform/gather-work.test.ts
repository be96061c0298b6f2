import { expect, test } from 'vitest';
import { gatherWork } from './gather-work.ts';

test('what comes while others are at work is done together afterwards, each key for itself', async () => {
  const done: string[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const gatherer = gatherWork<number>(async (key, waiting) => {
    done.push(`${key}: ${waiting.splice(0, 3).join(' ')}`);
    const end = Promise.withResolvers<void>();
    ends.push(end);
    await end.promise;
  });
  for (const one of [1, 2, 3, 4, 5]) gatherer.add('a', one);
  gatherer.add('b', 9);
  expect(done).toEqual(['a: 1', 'b: 9']);
  for (let at = 0; at < ends.length; at++) {
    ends[at]!.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(done).toEqual(['a: 1', 'b: 9', 'a: 2 3 4', 'a: 5']);
  gatherer.add('a', 6);
  expect(done.at(-1)).toBe('a: 6');
});
