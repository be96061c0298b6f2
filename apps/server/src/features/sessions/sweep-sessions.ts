import type { Database } from '../../platform/db/database.ts';
import { sweepResets } from './reset-store.ts';
import { ENDED_KEPT_MS, TRIES_KEPT_MS } from './session-limits.ts';
import { sweepSessionRows } from './session-store.ts';
import { sweepTries } from './try-store.ts';

/** Removes ended sessions, old links and old tries of all accounts; for once an hour or a day. */
export async function sweepSessions(db: Database, now: Date): Promise<void> {
  const endedBefore = new Date(now.getTime() - ENDED_KEPT_MS);
  await db.withSystem(async (tx) => {
    await sweepSessionRows(tx, endedBefore);
    await sweepResets(tx, endedBefore);
    await sweepTries(tx, new Date(now.getTime() - TRIES_KEPT_MS));
  });
}
