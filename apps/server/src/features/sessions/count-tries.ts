import type { FastifyReply } from 'fastify';
import { hashToken } from '../../platform/crypto/token.ts';
import type { Database } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import type { TryLimit } from './session-limits.ts';
import { deleteTries, deleteTriesOfKey, insertTries, listTryTimes } from './try-store.ts';

export interface TryCounter {
  /** What is tried, such as `sign-in`; counters of different kinds do not add up. */
  kind: 'sign-in-email' | 'sign-in-network' | 'reset-email' | 'reset-network' | 'change-member';
  /** An address, a network or a member; only its hash is kept. */
  value: string;
  limit: TryLimit;
}

export interface CountedTry {
  /** It was no failure: the try does not count. */
  takeBack(): Promise<void>;
  /** Earlier failures of this counter do not count any more either. */
  forgive(counter: TryCounter): Promise<void>;
}

/**
 * Counts a try before it is made, so that a hundred at once are not all let through, and throws
 * `Refused` (429, Retry-After) where one counter is full. A refused try does not count: waiting is
 * over when it is said to be, however often somebody knocks meanwhile.
 */
export async function countTry(
  db: Database,
  reply: FastifyReply,
  counters: readonly TryCounter[],
  now: Date,
): Promise<CountedTry> {
  const keys = counters.map(keyOf);
  // Committed before it is counted: the n-th of many at once then sees at least n.
  const ids = await db.withSystem((tx) => insertTries(tx, keys, now));
  const takeBack = () => db.withSystem((tx) => deleteTries(tx, ids));
  const wait_ms = await db.withSystem(async (tx) => {
    const waits = [0];
    for (const { limit, ...counter } of counters) {
      const since = new Date(now.getTime() - limit.window_ms);
      const times = await listTryTimes(tx, keyOf(counter), since, limit.tries + 1);
      const full = times[limit.tries];
      if (full) waits.push(full.getTime() - since.getTime());
    }
    return Math.max(...waits);
  });
  if (wait_ms > 0) {
    await takeBack();
    throw refuseTry(reply, wait_ms);
  }
  return {
    takeBack,
    forgive: (counter) => db.withSystem((tx) => deleteTriesOfKey(tx, keyOf(counter))),
  };
}

function keyOf(counter: Pick<TryCounter, 'kind' | 'value'>): Buffer {
  return hashToken(`${counter.kind} ${counter.value}`);
}

function refuseTry(reply: FastifyReply, wait_ms: number): Refused {
  const seconds = Math.ceil(wait_ms / 1_000);
  reply.header('retry-after', String(seconds));
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new Refused(
    'too_many_requests',
    `Too many tries. Nothing was checked; try again in ${wait}.`,
    { status: 429, facts: { retry_after_seconds: seconds } },
  );
}
