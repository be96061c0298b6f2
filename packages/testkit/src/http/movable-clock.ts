import type { Clock } from '../../../../apps/server/src/platform/clock.ts';

/** A clock that tests move; it stands still in between. */
export interface MovableClock extends Clock {
  /** Moves the clock on by milliseconds. */
  advance(milliseconds: number): void;
}

/** Starts at the present, or at `start`. */
export function createMovableClock(start: Date = new Date()): MovableClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
