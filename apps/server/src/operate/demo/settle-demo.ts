import { sql } from 'kysely';
import { notificationConsumer } from '../../features/worklists/public.ts';
import type { Database } from '../../platform/db/database.ts';
import { startConsumers } from '../../platform/events/event-consumers.ts';
import { startEventRelay } from '../../platform/events/event-relay.ts';
import type { Log } from '../../platform/log/log.ts';

/** A busy server reads a few hundred events within a second. */
const CAUGHT_UP_MS = 30_000;
const LOOK_EVERY_MS = 100;
/** Notifications older than this were read long ago. */
const UNREAD = '4 hours';

/** Waits until everybody was told of what happened, then puts the right times on it. */
export async function settleDemo(
  { db, log }: { db: Database; log: Log },
  accountId: string,
  { serverRuns }: { serverRuns: boolean },
  dateEvents: () => Promise<void>,
): Promise<void> {
  if (serverRuns) await waitForConsumers(db, accountId);
  else {
    const relay = startEventRelay(db, log);
    const consumers = startConsumers(db, relay, [notificationConsumer], log);
    await consumers.settle();
    await consumers.stop();
    await relay.stop();
  }
  await dateEvents();
  await db.withAccount(accountId, async (tx) => {
    await sql`update notifications n set created_at = e.occurred_at,
        read_at = case when e.occurred_at < now() - ${UNREAD}::interval
          then e.occurred_at + interval '10 minutes' end
      from events e
      where n.account_id = ${accountId} and e.account_id = ${accountId}
        and e.id = n.event_id`.execute(tx.db);
  });
}

async function waitForConsumers(db: Database, accountId: string): Promise<void> {
  const deadline = Date.now() + CAUGHT_UP_MS;
  while (Date.now() < deadline) {
    const { rows } = await db.withAccount(accountId, (tx) =>
      sql<{ behind: boolean }>`
        select exists (select from event_outbox where account_id = ${accountId})
          or coalesce((select last_position from event_positions
            where account_id = ${accountId}), 0)
          > coalesce((select position from consumer_positions where account_id = ${accountId}
            and consumer = ${notificationConsumer.name}), 0) as behind`.execute(tx.db),
    );
    if (!rows[0]!.behind) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
