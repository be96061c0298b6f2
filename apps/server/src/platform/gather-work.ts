/**
 * Does together what gathers while the work before is being done: a single piece never waits for
 * company, and the busier it is, the more go together. One piece of work at a time for each key.
 */
export interface Gatherer<T> {
  add(key: string, one: T): void;
}

/**
 * `work` takes what it does off the front of `waiting` and must not throw; it runs again while
 * something waits.
 */
export function gatherWork<T>(work: (key: string, waiting: T[]) => Promise<void>): Gatherer<T> {
  const all = new Map<string, T[]>();

  async function run(key: string, waiting: T[]): Promise<void> {
    while (waiting.length > 0) await work(key, waiting);
    all.delete(key);
  }

  return {
    add(key, one) {
      const waiting = all.get(key);
      if (waiting) return void waiting.push(one);
      const first = [one];
      all.set(key, first);
      void run(key, first);
    },
  };
}
