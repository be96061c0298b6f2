import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { DatabaseAway } from '../db/database-away.ts';
import type { Database, Tx } from '../db/database.ts';
import { isClash } from '../db/retry-clash.ts';
import type { Log } from '../log/log.ts';
import {
  lockPosition,
  type LogPiece,
  movePosition,
  movePositions,
  placeConsumers,
  readPiece,
} from './consumer-positions.ts';
import type { EventRelay, RelayedEvent } from './event-relay.ts';
import { type HeardEvents, rememberHeard } from './heard-events.ts';
import { createStepPace } from './step-pace.ts';

/** Reacts to events in the transaction that also moves its position: each event has effect once. */
export interface EventConsumer {
  /** Stable name under which the position is kept. */
  readonly name: string;
  /** The event names it wants; others only move its position. */
  readonly wants: ReadonlySet<string>;
  /**
   * Where an upgrade brings this consumer to an account that has a past, it begins with what
   * happens from then on; left out: with the first event, as in a new account always.
   */
  readonly skipsPast?: boolean;
  /**
   * Its steps in one account begin at least this far apart, so that what happens meanwhile goes
   * together; the first after a rest begins at once. Left out: 250 ms.
   */
  readonly apart_ms?: number;
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
/**
 * At 50 mails a second one step for a dozen instead of a step for each: a transaction with its own
 * commit, by each consumer. Nobody sees a quarter of a second of what follows from an event.
 */
const APART_MS = 250;
/** Who is further behind rests after each step for as long as it took, and leaves room for people. */
const FAR_BEHIND = 2_000;
/** Passing by events without an effect is written down this late: for all consumers at once. */
const WRITE_LATE_MS = 2_000;
/** Failures of one event before it is set aside as a dead job with its reason. */
const FAILURES_MAX = 5;

/** What went wrong lately: how often each event failed, and where events go one by one for that. */
interface Troubles {
  counts: Map<string, number>;
  slow: Set<string>;
}

/** Where a consumer stands in an account, as this process knows. */
interface Place {
  /** What its row says. */
  written: number;
  /** Up to here nothing more was wanted. */
  passed: number;
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
  const places = new Map<string, Place>();
  const placing = new Map<string, Promise<void>>();
  const writingLate = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  const dirty = new Set<string>();
  const troubles: Troubles = { counts: new Map(), slow: new Set() };
  const pace = createStepPace();
  let stopped = false;

  function placeAll(accountId: string): Promise<void> {
    const known = placing.get(accountId);
    if (known) return known;
    const placed = db
      .withAccount(accountId, (tx) => placeConsumers(tx, consumers))
      .catch((error: unknown) => {
        placing.delete(accountId);
        throw error;
      });
    placing.set(accountId, placed);
    return placed;
  }

  async function catchUp(consumer: EventConsumer, accountId: string): Promise<void> {
    let farSince: number | null = null;
    while (!stopped) {
      const began = performance.now();
      try {
        await placeAll(accountId);
        const { isMore, behind } = await advance(consumer, accountId);
        if (farSince === null && behind > FAR_BEHIND) {
          farSince = began;
          const facts = { consumer: consumer.name, behind };
          log.info(facts, 'An event consumer is far behind; it reads on beside other work.');
        }
        if (behind > FAR_BEHIND) await rest(performance.now() - began);
        if (isMore) continue;
        if (farSince !== null) {
          const facts = { consumer: consumer.name, took_ms: performance.now() - farSince };
          log.info(facts, 'An event consumer has caught up.');
        }
        return forgetSeen(accountId);
      } catch (error) {
        if (stopped) return;
        log.error(
          { err: error, consumer: consumer.name },
          'An event consumer failed; it tries again.',
        );
        await rest(RETRY_MS);
      }
    }
  }

  async function advance(consumer: EventConsumer, accountId: string): Promise<Progress> {
    const key = `${consumer.name}:${accountId}`;
    const place = places.get(key);
    const ahead = place && heard.listAfter(accountId, place.passed, Infinity);
    if (place && ahead) {
      const next = ahead.find((event) => consumer.wants.has(event.name));
      const passed = next ? next.position - 1 : (ahead.at(-1)?.position ?? place.passed);
      if (passed > place.passed) writeLate(accountId);
      place.passed = passed;
      if (!next) return { isMore: false, behind: 0 };
    }
    // A full step does not get fuller by waiting; nor is there anything to wait for in the past.
    const isFull = !ahead || ahead.length >= STEP_MAX;
    await pace.awaitTurn(key, isFull ? 0 : (consumer.apart_ms ?? APART_MS));
    const { to, ...progress } = await db.withAccount(accountId, (tx) =>
      step(tx, consumer, place ?? null, heard, troubles),
    );
    places.set(key, { written: to, passed: to });
    return progress;
  }

  function writeLate(accountId: string): void {
    if (writingLate.has(accountId) || stopped) return;
    const write = () => {
      writingLate.delete(accountId);
      writePassed(accountId).catch((error: unknown) => {
        log.warn({ err: error }, 'How far consumers got was not written; it is soon.');
      });
    };
    writingLate.set(accountId, setTimeout(write, WRITE_LATE_MS).unref());
  }

  async function writePassed(accountId: string): Promise<void> {
    const moves = consumers.flatMap(({ name }) => {
      const place = places.get(`${name}:${accountId}`);
      if (!place || place.passed <= place.written) return [];
      return [{ consumer: name, from: place.written, to: place.passed }];
    });
    if (moves.length === 0) return;
    const moved = await db.withAccount(accountId, (tx) => tx.end(movePositions(tx, moves)));
    const written = new Set(moved.map((row) => row.consumer));
    for (const { consumer, from, to } of moves) {
      const key = `${consumer}:${accountId}`;
      const place = places.get(key);
      if (place?.written !== from) continue;
      if (written.has(consumer)) place.written = to;
      else places.delete(key);
    }
  }

  function forgetSeen(accountId: string): void {
    const seen = consumers.map(({ name }) => places.get(`${name}:${accountId}`)?.passed ?? 0);
    heard.forget(accountId, Math.min(...seen));
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
        await rest(RETRY_MS);
      }
    }
  }

  const first = lookBack();
  return {
    settle: () =>
      pace.hurryWhile(async () => {
        await first;
        await relay.drain();
        while (running.size > 0) {
          await Promise.all(running.values());
          await relay.drain();
        }
      }),
    async stop() {
      stopped = true;
      await pace.hurryWhile(() => Promise.all(running.values()));
      for (const timer of writingLate.values()) clearTimeout(timer);
      const accountIds = [...writingLate.keys()];
      const written = await Promise.allSettled(accountIds.map(writePassed));
      const failed = written.find((one) => one.status === 'rejected');
      if (failed) log.debug({ err: failed.reason }, 'Passed events are passed once more.');
    },
  };
}

const rest = (duration_ms: number) => pause(duration_ms, null, { ref: false });

interface Progress {
  isMore: boolean;
  /** Events that are left in the log, as far as they were counted. */
  behind: number;
}

/** One step with everything that is wanted in it. */
async function step(
  tx: Tx,
  consumer: EventConsumer,
  place: Place | null,
  heard: HeardEvents,
  troubles: Troubles,
): Promise<Progress & { to: number }> {
  const position = await lockPosition(tx, consumer.name);
  // Another process may have moved it; then what this one passed by says nothing more.
  const from = place?.written === position ? place.passed : position;
  const events = heard.listAfter(tx.accountId, from, STEP_MAX);
  const piece = events
    ? pieceOf(events, consumer.wants, from)
    : await readPiece(tx, from, consumer.wants, STEP_MAX);
  const { wanted, to, last } = piece;
  if (wanted.length > 0) await runAll(tx, consumer, wanted, troubles);
  if (to > position) tx.write(movePosition(tx, consumer.name, position, to));
  return { to, isMore: to < last || events?.length === STEP_MAX, behind: last - to };
}

function pieceOf(
  events: readonly RelayedEvent[],
  wants: ReadonlySet<string>,
  from: number,
): LogPiece {
  const to = events.at(-1)?.position ?? from;
  return { wanted: events.filter((event) => wants.has(event.name)), to, last: to };
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
    // Nothing is wrong with the event then.
    if (error instanceof DatabaseAway || isClash(error)) throw error;
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
