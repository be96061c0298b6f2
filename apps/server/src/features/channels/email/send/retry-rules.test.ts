import { expect, test } from 'vitest';
import { decideRetry } from './retry-rules.ts';
import type { SendAttempt } from './retry-rules.ts';

const start = new Date('2026-11-23T08:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

test('a mail that was not taken is tried again after one, five and fifteen minutes', () => {
  const attempts: SendAttempt[] = [{ at: start }];
  expect(decideRetry(attempts, start)).toEqual({ kind: 'retry', at: minutes(1) });
  attempts.push({ at: minutes(1) });
  expect(decideRetry(attempts, minutes(1))).toEqual({ kind: 'retry', at: minutes(6) });
  attempts.push({ at: minutes(6) });
  expect(decideRetry(attempts, minutes(6))).toEqual({ kind: 'retry', at: minutes(21) });
});

test('a relay that never comes back is given up after five days, not before', () => {
  const attempts: SendAttempt[] = [];
  let now = start;
  for (let count = 0; count < 100; count += 1) {
    attempts.push({ at: now });
    const decision = decideRetry(attempts, now);
    if (decision.kind === 'give_up') break;
    expect(decision.at.getTime()).toBeGreaterThan(now.getTime());
    now = decision.at;
  }
  expect(now).toEqual(minutes(5 * 24 * 60));
  expect(attempts.length).toBeLessThan(30);
});
