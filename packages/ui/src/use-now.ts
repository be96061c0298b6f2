import { useSyncExternalStore } from 'react';

/** How often relative times are said anew. */
const tick_ms = 20_000;

const listeners = new Set<() => void>();
let now_ms = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now_ms = Date.now();
    timer = setInterval(() => {
      now_ms = Date.now();
      for (const tell of listeners) tell();
    }, tick_ms);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present in milliseconds, renewed every 20 s by one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now_ms);
}
