import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSteadySocket, type Socket } from './steady-socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Connects, is live, and loses the connection with this code; answers after how long it is back. */
async function measureReturn(code: number, chance: number): Promise<number> {
  const opened: { at: number; close(code: number): void }[] = [];
  const open = (): Socket => {
    const listeners = new Map<string, (event: never) => void>();
    opened.push({
      at: Date.now(),
      close: (why) => listeners.get('close')?.({ code: why } as never),
    });
    return {
      readyState: 1,
      send() {},
      close() {},
      addEventListener: (name: string, listener: (event: never) => void) =>
        void listeners.set(name, listener),
    };
  };
  const socket = createSteadySocket({ url: 'ws://x', onHeard() {}, open, random: () => chance });
  socket.settle();
  const lostAt = Date.now();
  opened[0]!.close(code);
  await vi.advanceTimersByTimeAsync(9_000);
  socket.close();
  return opened[1]!.at - lostAt;
}

test('who loses the connection is back at once', async () => {
  expect(await measureReturn(1006, 1)).toBeLessThanOrEqual(400);
});

test('visitors of a server that restarts come back spread over seconds, not all at once', async () => {
  const waits = [];
  for (const chance of [0, 0.25, 0.5, 0.75, 1]) waits.push(await measureReturn(1001, chance));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)! - waits[0]!).toBeGreaterThan(4_000);
  expect(waits[0]).toBeLessThan(400);
});
