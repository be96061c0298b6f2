import type { RelayedEvent } from './event-relay.ts';

/** Events of an account that are kept here at most; who is further behind reads the log. */
const KEPT_MAX = 1_000;

/** Events that were told and that not every consumer has seen, so that they need not be read again. */
export interface HeardEvents {
  /** Takes what was told: in order and without a gap for each account. */
  hear(accountId: string, events: readonly RelayedEvent[]): void;
  /** What was told after a position; null where it is not known without a gap. */
  listAfter(accountId: string, position: number, most: number): RelayedEvent[] | null;
  /** Forgets what everybody has seen. */
  forget(accountId: string, upTo: number): void;
}

/** An empty memory. */
export function rememberHeard(): HeardEvents {
  const heard = new Map<string, RelayedEvent[]>();
  const newest = new Map<string, number>();
  return {
    hear(accountId, events) {
      newest.set(accountId, events.at(-1)!.position);
      const kept = heard.get(accountId) ?? [];
      heard.set(accountId, [...kept, ...events].slice(-KEPT_MAX));
    },
    listAfter(accountId, position, most) {
      if (position >= (newest.get(accountId) ?? Infinity)) return [];
      const kept = heard.get(accountId);
      const first = kept?.[0]?.position;
      if (kept === undefined || first === undefined || first > position + 1) return null;
      return kept.slice(position + 1 - first, position + 1 - first + most);
    },
    forget(accountId, upTo) {
      const left = (heard.get(accountId) ?? []).filter((event) => event.position > upTo);
      if (left.length === 0) heard.delete(accountId);
      else heard.set(accountId, left);
    },
  };
}
