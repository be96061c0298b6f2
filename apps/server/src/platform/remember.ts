import type { Clock } from './clock.ts';

/** Answers remembered for a moment, so that a busy caller does not ask the database each time. */
export interface Memory<T> {
  /** The remembered answer, or what `ask` finds; null is never remembered. */
  recall(key: string, ask: () => Promise<T | null>): Promise<T | null>;
  /** Forgets every answer that matches, also those being asked for at this moment. */
  forget(matches: (value: T) => boolean): void;
}

/** Remembers up to `max` answers for `milliseconds` of the clock, the oldest are dropped first. */
export function createMemory<T>(clock: Clock, milliseconds: number, max: number): Memory<T> {
  const remembered = new Map<string, { value: T; at: number }>();
  // An answer that was read before something was forgotten may be stale already.
  let forgotten = 0;
  return {
    async recall(key, ask) {
      const now = clock.now().getTime();
      const known = remembered.get(key);
      if (known && now >= known.at && now - known.at < milliseconds) return known.value;
      remembered.delete(key);
      const seen = forgotten;
      const value = await ask();
      if (value !== null && seen === forgotten) {
        if (remembered.size >= max) dropOldest(remembered);
        remembered.set(key, { value, at: now });
      }
      return value;
    },
    forget(matches) {
      forgotten += 1;
      for (const [key, { value }] of remembered) {
        if (matches(value)) remembered.delete(key);
      }
    },
  };
}

function dropOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
