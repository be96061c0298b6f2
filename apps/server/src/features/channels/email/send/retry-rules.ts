import { HOUR_MS, MINUTE_MS } from '@earshot/contract/durations.ts';

/**
 * Waits after the first, second ... failed attempt; the last repeats. Greylisting lets mail pass
 * after 5 to 15 minutes, an outage lasts hours.
 */
const waits_ms = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
] as const;

/** RFC 5321, section 4.5.4.1: give up after 4 to 5 days. */
const giveUpAfter_ms = 5 * 24 * HOUR_MS;

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
