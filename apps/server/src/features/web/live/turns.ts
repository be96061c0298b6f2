import { turn_ms } from './live-limits.ts';

/** Long work in pieces: between them everybody else on the event loop gets a turn. */
export interface Turns {
  /** Whether this turn has lasted long enough. */
  isOver(): boolean;
  /** Resolves when the others had theirs. */
  next(): Promise<void>;
}

/** The first turn begins now. */
export function takeTurns(): Turns {
  let ends = performance.now() + turn_ms;
  return {
    isOver: () => performance.now() >= ends,
    async next() {
      await new Promise(setImmediate);
      ends = performance.now() + turn_ms;
    },
  };
}
