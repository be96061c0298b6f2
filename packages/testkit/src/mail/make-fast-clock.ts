/** A clock on which hours pass in moments. */
export interface FastClock {
  now(): Date;
  sleep(duration_ms: number, signal: AbortSignal): Promise<void>;
}

/** A clock that starts at `start` and runs `factor` times as fast as the real one. */
export function makeFastClock(start: Date, factor: number): FastClock {
  const begun_ms = performance.now();
  return {
    now: () => new Date(start.getTime() + (performance.now() - begun_ms) * factor),
    sleep: (duration_ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const timer = setTimeout(resolve, Math.max(1, duration_ms / factor));
        signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer);
            resolve();
          },
          { once: true },
        );
      }),
  };
}
