export interface Watch {
  /** Looks once more now; resolves when that and whatever ran before is done. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Looks again and again, never twice at once; a look that fails is told and the next one comes. */
export function startWatch(watch: {
  every_ms: number;
  /**
   * `isStopped` ends a look of many steps early. Answers in how many milliseconds the next one is
   * worth its while, where it knows: never sooner than `every_ms`. Because others may write
   * meanwhile, a slice keeps it within a limit of its own.
   */
  look: (isStopped: () => boolean) => Promise<number | void>;
  onError: (error: unknown) => void;
}): Watch {
  let stopped = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    if (stopped) return;
    let wait_ms = 0;
    try {
      wait_ms = (await watch.look(() => stopped)) ?? 0;
    } catch (error) {
      if (!stopped) watch.onError(error);
    }
    schedule(wait_ms);
  }

  function schedule(wait_ms: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void drain(), Math.max(watch.every_ms, wait_ms)).unref();
  }

  function drain(): Promise<void> {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  }

  schedule(0);
  return {
    drain,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Milliseconds until the earliest of these instants, at most `most_ms` from now. */
export function waitUntil(next: Date | null, now: Date, most_ms: number): number {
  if (next === null) return most_ms;
  return Math.min(most_ms, next.getTime() - now.getTime());
}
