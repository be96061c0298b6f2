const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;

/**
 * Waits after the first, second ... failed attempt; the last repeats. Greylisting lets mail pass
 * after 5 to 15 minutes, an outage lasts hours.
 */
const waits_ms = [
  minute_ms,
  5 * minute_ms,
  15 * minute_ms,
  hour_ms,
  2 * hour_ms,
  4 * hour_ms,
  8 * hour_ms,
] as const;

/** RFC 5321, section 4.5.4.1: give up after 4 to 5 days. */
const giveUpAfter_ms = 5 * 24 * hour_ms;

/** One attempt that failed for the time being. */
export interface SendAttempt {
  readonly at: Date;
}

/** When to try again, or that it is over. */
export type RetryDecision =
  | { readonly kind: 'retry'; readonly at: Date }
  | { readonly kind: 'give_up' };

/**
 * What happens after a temporary failure. `attempts` are all so far, oldest first, including the
 * one that just failed. The wait is counted from `now`, and the last attempt is made on the day
 * when the five days are over rather than never.
 */
export function decideRetry(attempts: readonly SendAttempt[], now: Date): RetryDecision {
  const first = attempts[0];
  if (first === undefined) return { kind: 'retry', at: now };
  const end_ms = first.at.getTime() + giveUpAfter_ms;
  if (now.getTime() >= end_ms) return { kind: 'give_up' };
  const wait_ms = waits_ms[Math.min(attempts.length, waits_ms.length) - 1]!;
  return { kind: 'retry', at: new Date(Math.min(now.getTime() + wait_ms, end_ms)) };
}
