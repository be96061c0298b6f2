import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { type EventRelay, listEventsAfter, type RelayedEvent } from './event-relay.ts';

/** Reacts to events in the transaction that also moves its position: each event has effect once. */
export interface EventConsumer {
  /** Stable name under which the position is kept. */
  readonly name: string;
  /** The event names it wants; others only move its position. */
  readonly wants: ReadonlySet<string>;
  onEvent(tx: Tx, event: RelayedEvent): Promise<void>;
}

export interface Consumers {
  /** Resolves when every consumer has caught up with the log; for tests and shutdown. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Events read in one step: bounds the transaction. */
const STEP_MAX = 100;
const RETRY_MS = 1_000;
/** Failures of one event before it is set aside as a dead job with its reason. */
const FAILURES_MAX = 5;

/**
 * Runs consumers as events appear. A failing event is tried again with the consumer standing still
 * (order is kept); after five failures it is set aside visibly and the consumer goes on.
 */
export function startConsumers(
  db: Database,
  relay: EventRelay,
  consumers: readonly EventConsumer[],
  log: Log,
): Consumers {
  const running = new Map<string, Promise<void>>();
  const dirty = new Set<string>();
  const failures = new Map<string, number>();
  let stopped = false;

  async function catchUp(consumer: EventConsumer, accountId: string): Promise<void> {
    for (;;) {
      if (stopped) return;
      try {
        const seen = await db.withAccount(accountId, (tx) => step(tx, consumer, failures));
        if (seen < STEP_MAX) return;
      } catch (error) {
        if (stopped) return;
        log.error(
          { err: error, consumer: consumer.name },
          'An event consumer failed; it tries again.',
        );
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  function wake(consumer: EventConsumer, accountId: string): void {
    const key = `${consumer.name}:${accountId}`;
    dirty.add(key);
    if (running.has(key) || stopped) return;
    const run = (async () => {
      while (dirty.delete(key) && !stopped) await catchUp(consumer, accountId);
    })().finally(() => running.delete(key));
    running.set(key, run);
  }

  relay.onEvents((accountId) => {
    for (const consumer of consumers) wake(consumer, accountId);
  });
  /** What happened while this process was down. */
  async function lookBack(): Promise<void> {
    while (!stopped) {
      try {
        const rows = await db.withSystem((tx) =>
          tx.db.selectFrom('event_positions').select('account_id').execute(),
        );
        return rows.forEach((row) => consumers.forEach((one) => wake(one, row.account_id)));
      } catch (error) {
        if (stopped) return;
        log.error({ err: error }, 'Consumers could not look for missed events; trying again.');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  const first = lookBack();
  return {
    async settle() {
      await first;
      await relay.drain();
      while (running.size > 0) {
        await Promise.all(running.values());
        await relay.drain();
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}

async function step(
  tx: Tx,
  consumer: EventConsumer,
  failures: Map<string, number>,
): Promise<number> {
  await tx.db
    .insertInto('consumer_positions')
    .values({ account_id: tx.accountId, consumer: consumer.name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const at = await tx.db
    .selectFrom('consumer_positions')
    .select('position')
    .where('account_id', '=', tx.accountId)
    .where('consumer', '=', consumer.name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const events = await listEventsAfter(tx, at.position, STEP_MAX);
  for (const event of events) {
    if (consumer.wants.has(event.name)) await runOne(tx, consumer, event, failures);
  }
  const last = events.at(-1);
  if (last) {
    await tx.db
      .updateTable('consumer_positions')
      .set({ position: last.position })
      .where('account_id', '=', tx.accountId)
      .where('consumer', '=', consumer.name)
      .execute();
  }
  return events.length;
}

async function runOne(
  tx: Tx,
  consumer: EventConsumer,
  event: RelayedEvent,
  failures: Map<string, number>,
): Promise<void> {
  const key = `${consumer.name}:${event.id}`;
  await sql`savepoint consumer_event`.execute(tx.db);
  try {
    await consumer.onEvent(tx, event);
    failures.delete(key);
  } catch (error) {
    const count = (failures.get(key) ?? 0) + 1;
    failures.set(key, count);
    if (count < FAILURES_MAX) throw error;
    failures.delete(key);
    await sql`rollback to savepoint consumer_event`.execute(tx.db);
    await tx.db
      .insertInto('jobs')
      .values({
        account_id: tx.accountId,
        id: event.id,
        name: `consumer.${consumer.name}`,
        key: event.id,
        payload: JSON.stringify({ position: event.position, event: event.name }),
        attempts: count,
        last_error: String(error).slice(0, 2_000),
        dead_at: new Date(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await sql`release savepoint consumer_event`.execute(tx.db);
}
