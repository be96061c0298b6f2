import { setTimeout as pause } from 'node:timers/promises';

/** Leaves time between the steps of each consumer: what happens meanwhile goes together. */
export interface StepPace {
  /** Resolves when the next step may begin: at once where the last one is long past. */
  awaitTurn(key: string, apart_ms: number): Promise<void>;
  /** Lets nobody wait while `work` runs. */
  hurryWhile<T>(work: () => Promise<T>): Promise<T>;
}

/** A pace at which nobody has begun a step yet. */
export function createStepPace(): StepPace {
  const begun = new Map<string, number>();
  let waiting = new AbortController();
  let hurrying = 0;
  return {
    async awaitTurn(key, apart_ms) {
      const early_ms = (begun.get(key) ?? -Infinity) + apart_ms - performance.now();
      if (early_ms > 0 && hurrying === 0) {
        const { signal } = waiting;
        await pause(early_ms, undefined, { signal }).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      }
      begun.set(key, performance.now());
    },
    async hurryWhile(work) {
      hurrying += 1;
      waiting.abort();
      waiting = new AbortController();
      try {
        return await work();
      } finally {
        hurrying -= 1;
      }
    },
  };
}
