import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { seatConsumer } from '../../features/case-pages/public.ts';
import { recoveryConsumer } from '../../features/recoveries/public.ts';
import { trailConsumer } from '../../features/trail/public.ts';
import { notificationConsumer } from '../../features/worklists/public.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
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
  const clock = { now: () => new Date() };
  const all = [
    notificationConsumer,
    trailConsumer({ clock }),
    recoveryConsumer({ clock }),
    seatConsumer,
  ];
  if (serverRuns) await waitForConsumers(db, accountId, all);
  else {
    const relay = startEventRelay(db, log);
    const consumers = startConsumers(db, relay, all, log);
    await consumers.settle();
    await consumers.stop();
    await relay.stop();
  }
  await dateEvents();
  await db.withAccount(accountId, (tx) => dateWhatFollowed(tx));
  await dateEventsThatFollowed(db, accountId);
  await db.withAccount(accountId, async (tx) => {
    await sql`update notifications n set created_at = e.occurred_at,
        read_at = case when e.occurred_at < now() - ${UNREAD}::interval
          then e.occurred_at + interval '10 minutes' end
      from events e
      where n.account_id = ${accountId} and e.account_id = ${accountId}
        and e.id = n.event_id`.execute(tx.db);
  });
}

/** What was found by reading along: it followed the newest of its reasons. */
async function dateWhatFollowed(tx: Tx): Promise<void> {
  await sql`update case_escalations e set raised_at = (
      select max((reason ->> 'at')::timestamptz) from jsonb_array_elements(e.reasons) reason)
    where account_id = ${tx.accountId}`.execute(tx.db);
  await sql`update case_tasks t set made_at = e.raised_at,
      due_at = e.raised_at + (t.due_at - t.made_at)
    from case_escalations e
    where t.account_id = ${tx.accountId} and e.account_id = t.account_id
      and e.task_id = t.id`.execute(tx.db);
  await sql`update case_seats s set answered_at = m.received_at
    from messages m
    where s.account_id = ${tx.accountId} and m.account_id = s.account_id
      and m.case_id = s.case_id and m.direction = 'in' and lower(m.from_address) = s.address
      and s.answered_at is not null`.execute(tx.db);
}

const followed = ['escalation.raised', 'join.proposed', 'seat.answered', 'recovery.finished'];

/** Their events, and those of the tasks they made, come with the last message of the case. */
async function dateEventsThatFollowed(db: Database, accountId: string): Promise<void> {
  const rows = await db.withAccount(accountId, async (tx) => {
    const found = await sql<{ id: string; at: Date }>`select e.id, c.last_message_at as at
      from events e
      join cases c on c.account_id = e.account_id and c.id = e.subject_id
      where e.account_id = ${accountId} and (e.name = any (${followed})
        or (e.name = 'task.created' and e.actor ->> 'kind' = 'system'))`.execute(tx.db);
    return found.rows;
  });
  const ids = rows.map((row) => row.id);
  const times = rows.map((row) => row.at.toISOString());
  await db.withSystem((tx) =>
    sql`update events e set occurred_at = t.at
      from unnest(${ids}::uuid[], ${times}::timestamptz[]) as t (id, at)
      where e.id = t.id`.execute(tx.db),
  );
}

async function waitForConsumers(
  db: Database,
  accountId: string,
  consumers: readonly { name: string }[],
): Promise<void> {
  const names = consumers.map(({ name }) => name);
  const deadline = Date.now() + CAUGHT_UP_MS;
  while (Date.now() < deadline) {
    const { rows } = await db.withAccount(accountId, (tx) =>
      sql<{ behind: boolean }>`
        select exists (select from event_outbox where account_id = ${accountId})
          or coalesce((select last_position from event_positions
            where account_id = ${accountId}), 0)
          > (select coalesce(min(position), 0) from consumer_positions
            where account_id = ${accountId} and consumer = any (${names})) as behind`.execute(
        tx.db,
      ),
    );
    if (!rows[0]!.behind) return;
    await pause(LOOK_EVERY_MS);
  }
}
