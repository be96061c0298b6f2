import type { Clock } from '../../platform/clock.ts';
import { throttleCounters_max, throttleWindow_ms } from './link-limits.ts';

/** Counts what is done with one link or from one network, in this process. */
export interface Throttle {
  /** Counts one; answers the seconds to wait where there were too many, else null. */
  count(key: string, most: number, window_ms?: number): number | null;
}

/**
 * A window that begins with the first call and ends ten minutes later, unless told otherwise. In
 * memory: what it guards against is noise; what must not be guessed has 128 bits.
 */
export function createThrottle(clock: Clock): Throttle {
  const windows = new Map<string, { since: number; calls: number }>();
  return {
    count(key, most, window_ms = throttleWindow_ms) {
      const now = clock.now().getTime();
      const known = windows.get(key);
      const isOver = !known || now - known.since >= window_ms || now < known.since;
      const current = isOver ? { since: now, calls: 0 } : known;
      if (isOver) {
        windows.delete(key);
        if (windows.size >= throttleCounters_max) dropOldest(windows);
        windows.set(key, current);
      }
      current.calls += 1;
      if (current.calls <= most) return null;
      return Math.max(1, Math.ceil((current.since + window_ms - now) / 1_000));
    },
  };
}

function dropOldest(windows: Map<string, unknown>): void {
  for (const key of windows.keys()) {
    windows.delete(key);
    return;
  }
}
