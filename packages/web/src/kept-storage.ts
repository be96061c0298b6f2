/** Where a client keeps what must outlive a reload; React Native passes its own. */
export interface KeptStorage {
  get(key: string): string | null | Promise<string | null>;
  set(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
  /** Every key that begins like this. */
  keys(prefix: string): string[] | Promise<string[]>;
}

/** Keeps nothing over a reload: for tests, and where nothing may be stored. */
export function memoryStorage(): KeptStorage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/**
 * Keeps in the browser’s `localStorage`; where that is forbidden or full it goes on in memory, so
 * only what a reload would have kept is lost.
 */
export function browserStorage(find: () => Storage): KeptStorage {
  const spare = memoryStorage();
  function attempt<T>(work: (storage: Storage) => T, otherwise: () => T): T {
    try {
      return work(find());
    } catch {
      return otherwise();
    }
  }
  return {
    get: (key) =>
      spare.get(key) ??
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ),
    set(key, value) {
      return attempt(
        (storage) => {
          storage.setItem(key, value);
          return spare.remove(key);
        },
        () => spare.set(key, value),
      );
    },
    remove(key) {
      void spare.remove(key);
      attempt(
        (storage) => storage.removeItem(key),
        () => undefined,
      );
    },
    keys: (prefix) => [
      ...attempt(
        (storage) => Object.keys(storage),
        () => [],
      ).filter((key) => key.startsWith(prefix)),
      ...(spare.keys(prefix) as string[]),
    ],
  };
}
