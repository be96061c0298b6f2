export interface Watch {
  /** Looks once more now; resolves when that and whatever ran before is done. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Looks again and again, never twice at once; a look that fails is told and the next one comes. */
export function startWatch(watch: {
  every_ms: number;
  /** `isStopped` ends a look of many steps early. */
  look: (isStopped: () => boolean) => Promise<unknown>;
  onError: (error: unknown) => void;
}): Watch {
  let stopped = false;
  let running: Promise<void> | null = null;

  async function look(): Promise<void> {
    if (stopped) return;
    try {
      await watch.look(() => stopped);
    } catch (error) {
      if (!stopped) watch.onError(error);
    }
  }

  function drain(): Promise<void> {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  }

  const timer = setInterval(() => void drain(), watch.every_ms);
  timer.unref();
  return {
    drain,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
