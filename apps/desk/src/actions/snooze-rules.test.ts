import { expect, test } from 'vitest';
import { decideSnoozes } from './snooze-rules.ts';

test('a case can wait until the next Monday, also when today is one', () => {
  const monday = new Date(2026, 10, 23, 15, 30);
  const until = Object.fromEntries(decideSnoozes(monday).map((one) => [one.id, one.until]));
  expect(until['monday']).toEqual(new Date(2026, 10, 30, 9));
  expect(until['tomorrow']).toEqual(new Date(2026, 10, 24, 9));
  expect(until['hours3']).toEqual(new Date(2026, 10, 23, 18, 30));
  const sunday = new Date(2026, 10, 22, 8);
  expect(decideSnoozes(sunday).find((one) => one.id === 'monday')!.until).toEqual(
    new Date(2026, 10, 23, 9),
  );
});
