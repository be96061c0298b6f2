/** Counts what each caller does within a window of time. In memory: it guards this process. */
export interface RequestMeter {
  /** True if the caller may; counts it. */
  take(caller: string, now_ms: number): boolean;
}

/** Callers remembered; past it the window begins anew for all, which only helps them. */
const mostCallers = 10_000;

/** At most `most` per caller in each window of `window_ms`. */
export function createRequestMeter(most: number, window_ms: number): RequestMeter {
  let began_ms = 0;
  const counts = new Map<string, number>();
  return {
    take(caller, now_ms) {
      if (now_ms - began_ms >= window_ms || counts.size >= mostCallers) {
        began_ms = now_ms;
        counts.clear();
      }
      const count = (counts.get(caller) ?? 0) + 1;
      counts.set(caller, count);
      return count <= most;
    },
  };
}
