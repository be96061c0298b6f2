import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { listEventsAfter } from './event-log.ts';
import type { EventRelay, RelayedEvent } from './event-relay.ts';
import { type HeardEvents, rememberHeard } from './heard-events.ts';

/** Reacts to events in the transaction that also moves its position: each event has effect once. */
export interface EventConsumer {
  /** Stable name under which the position is kept. */
  readonly name: string;
  /** The event names it wants; others only move its position. */
  readonly wants: ReadonlySet<string>;
  /** Called with one or several of them, in order; a failure undoes all of these. */
  onEvents(tx: Tx, events: readonly RelayedEvent[]): Promise<void>;
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

/** What went wrong lately: how often each event failed, and where events go one by one for that. */
interface Troubles {
  counts: Map<string, number>;
  slow: Set<string>;
}

/**
 * Runs consumers as events appear, several at once. Where that fails they go one by one; a failing
 * event is tried again with the consumer standing still (order is kept), and after five failures it
 * is set aside visibly and the consumer goes on.
 */
export function startConsumers(
  db: Database,
  relay: EventRelay,
  consumers: readonly EventConsumer[],
  log: Log,
): Consumers {
  const heard = rememberHeard();
  const reached = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const dirty = new Set<string>();
  const troubles: Troubles = { counts: new Map(), slow: new Set() };
  let stopped = false;

  async function catchUp(consumer: EventConsumer, accountId: string): Promise<void> {
    for (;;) {
      if (stopped) return;
      try {
        const isMore = await advance(consumer, accountId);
        if (!isMore) return forgetSeen(accountId);
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

  async function advance(consumer: EventConsumer, accountId: string): Promise<boolean> {
    const key = `${consumer.name}:${accountId}`;
    const from = reached.get(key);
    const ahead = from === undefined ? null : heard.listAfter(accountId, from, STEP_MAX);
    if (ahead?.length === 0) return false;
    const isPassed = ahead !== null && !ahead.some((event) => consumer.wants.has(event.name));
    const { to, isMore } = await db.withAccount(accountId, (tx) =>
      isPassed ? passBy(tx, consumer, ahead) : step(tx, consumer, heard, troubles),
    );
    if (to === null) reached.delete(key);
    else reached.set(key, to);
    return isMore;
  }

  function forgetSeen(accountId: string): void {
    const places = consumers.map(({ name }) => reached.get(`${name}:${accountId}`) ?? 0);
    heard.forget(accountId, Math.min(...places));
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

  relay.onEvents((accountId, events) => {
    heard.hear(accountId, events);
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

interface Step {
  /** The position that was reached; null: unknown, because another process moved it. */
  to: number | null;
  isMore: boolean;
}

/** One step with everything that is wanted in it. */
async function step(
  tx: Tx,
  consumer: EventConsumer,
  heard: HeardEvents,
  troubles: Troubles,
): Promise<Step> {
  const position = await lockPosition(tx, consumer);
  const events =
    heard.listAfter(tx.accountId, position, STEP_MAX) ??
    (await listEventsAfter(tx, position, STEP_MAX));
  const last = events.at(-1);
  if (!last) return { to: position, isMore: false };
  const wanted = events.filter((event) => consumer.wants.has(event.name));
  if (wanted.length > 0) await runAll(tx, consumer, wanted, troubles);
  tx.write(movePosition(tx, consumer, position, last.position));
  return { to: last.position, isMore: events.length === STEP_MAX };
}

/** Moves past events of which none is wanted, without a look at anything. */
async function passBy(
  tx: Tx,
  consumer: EventConsumer,
  events: readonly RelayedEvent[],
): Promise<Step> {
  const [from, to] = [events[0]!.position - 1, events.at(-1)!.position];
  const moved = await tx.end(movePosition(tx, consumer, from, to).returning('position'));
  if (moved.length === 0) return { to: null, isMore: true };
  return { to, isMore: events.length === STEP_MAX };
}

function movePosition(tx: Tx, consumer: EventConsumer, from: number, to: number) {
  return tx.db
    .updateTable('consumer_positions')
    .set({ position: to })
    .where('account_id', '=', tx.accountId)
    .where('consumer', '=', consumer.name)
    .where('position', '=', from);
}

/** Keeps other processes away from this consumer until the commit. */
async function lockPosition(tx: Tx, consumer: EventConsumer): Promise<number> {
  const select = tx.db
    .selectFrom('consumer_positions')
    .select('position')
    .where('account_id', '=', tx.accountId)
    .where('consumer', '=', consumer.name)
    .forUpdate();
  const known = await select.executeTakeFirst();
  if (known) return known.position;
  await tx.db
    .insertInto('consumer_positions')
    .values({ account_id: tx.accountId, consumer: consumer.name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await select.executeTakeFirstOrThrow()).position;
}

async function runAll(
  tx: Tx,
  consumer: EventConsumer,
  events: readonly RelayedEvent[],
  troubles: Troubles,
): Promise<void> {
  const key = `${consumer.name}:${tx.accountId}`;
  if (troubles.slow.has(key)) {
    for (const event of events) await runOne(tx, consumer, event, troubles.counts);
    tx.afterCommit(() => troubles.slow.delete(key));
    return;
  }
  try {
    await consumer.onEvents(tx, events);
  } catch (error) {
    troubles.slow.add(key);
    throw error;
  }
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
    await consumer.onEvents(tx, [event]);
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
