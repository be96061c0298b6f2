import { setTimeout as pause } from 'node:timers/promises';

/** SQLSTATE of a deadlock and of a serialisation failure: the transaction lost, nothing is wrong. */
const CLASHES = new Set(['40P01', '40001']);
/** Of two that clash one goes on, so the loser succeeds at once unless many clash. */
const TRIES_MAX = 4;
/** Long enough for the winner to commit; doubled and spread with each try. */
const PAUSE_MS = 20;

/**
 * Runs a transaction anew that PostgreSQL ended in favour of another one (SQLSTATE 40P01, 40001);
 * at the last try its error stands. What is done beside the transaction must bear repetition.
 */
export async function retryClash<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === TRIES_MAX || !isClash(error)) throw error;
    }
    await pause(PAUSE_MS * 2 ** tries * (0.5 + Math.random()));
  }
}

/** Whether PostgreSQL ended the transaction in favour of another one. */
export function isClash(error: unknown): boolean {
  return CLASHES.has(String((error as { code?: unknown } | null)?.code));
}
