import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startWatch, waitUntil } from './start-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const onError = () => {};

test('a look that foresees nothing comes again after the shortest time', async () => {
  const look = vi.fn<() => Promise<void>>(async () => {});
  const watch = startWatch({ every_ms: 500, look, onError });
  await vi.advanceTimersByTimeAsync(1_600);
  expect(look).toHaveBeenCalledTimes(3);
  await watch.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(look).toHaveBeenCalledTimes(3);
});

test('a look that knows when something is due comes again then, and at once when it is asked to', async () => {
  const look = vi.fn<() => Promise<number>>(async () => 2_000);
  const watch = startWatch({ every_ms: 500, look, onError });
  await vi.advanceTimersByTimeAsync(2_400);
  expect(look).toHaveBeenCalledTimes(1);
  await watch.drain();
  expect(look).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_900);
  expect(look).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(look).toHaveBeenCalledTimes(3);
  await watch.stop();
});

test('a look that fails is told, and the next one comes after the shortest time', async () => {
  const told = vi.fn<(error: unknown) => void>();
  let looks = 0;
  const watch = startWatch({
    every_ms: 500,
    async look() {
      looks += 1;
      if (looks === 1) throw new Error('away');
      return 10_000;
    },
    onError: told,
  });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(told).toHaveBeenCalledTimes(1);
  expect(looks).toBe(2);
  await watch.stop();
});

test('what is due far away or never is waited for no longer than the limit', () => {
  const now = new Date('2026-03-04T10:00:00Z');
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
  expect(waitUntil(at(1), now, 2_000)).toBe(1_000);
  expect(waitUntil(at(60), now, 2_000)).toBe(2_000);
  expect(waitUntil(null, now, 2_000)).toBe(2_000);
  expect(waitUntil(at(-3), now, 2_000)).toBeLessThanOrEqual(0);
});
