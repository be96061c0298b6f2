import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { StoredActor } from '../db/tables.ts';
import type { Log } from '../log/log.ts';
import { wakeRelayBy } from './emit-event.ts';
import { createLogTeller, lookAtLog, type RelayListener } from './event-log.ts';

export interface RelayedEvent {
  account_id: string;
  position: number;
  id: string;
  name: string;
  subject_id: string | null;
  actor: StoredActor;
  facts: Record<string, unknown>;
  occurred_at: Date;
}

export interface EventRelay {
  /** Hears of all events from now on, also of those that another process moved. */
  onEvents(listener: RelayListener): void;
  /** Moves what is in the outbox now; resolves when it is in the log. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Rows claimed in one transaction: bounds its length and the batch a desk gets. */
const BATCH_MAX = 1_000;
/**
 * How often outbox and log are looked at for the sake of other processes (command line, more
 * servers).
 */
const POLL_MS = 250;
/**
 * Batches follow each other at this distance: what is written meanwhile goes together, and so do
 * the look-ups of those who hear of it. A single event does not wait.
 */
const APART_MS = 10;
// Any constant: it only has to be the same in every process of Earshot.
const RELAY_LOCK = 4_711_004;

/**
 * Moves events from the outbox into the log and gives each its gap-free position per account.
 * One relay works at a time over all processes (transaction-scoped advisory lock); claiming by
 * `delete ... skip locked` can neither lose nor repeat an event, whatever order writers commit in.
 * Those that do not work follow the log, so that the listeners of each process hear everything.
 */
export function startEventRelay(db: Database, log: Log): EventRelay {
  const listeners: RelayListener[] = [];
  const teller = createLogTeller(db, listeners);
  let followsDue = false;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let lastMoved = -Infinity;

  async function moveAll(): Promise<void> {
    let moved: RelayedEvent[];
    do {
      const early_ms = lastMoved + APART_MS - performance.now();
      if (early_ms > 0 && !stopped) await pause(early_ms);
      again = false;
      moved = await db.withSystem(moveBatch);
      if (moved.length > 0) lastMoved = performance.now();
      teller.tell(moved);
    } while (again || moved.length === BATCH_MAX);
  }

  async function run(): Promise<void> {
    try {
      await teller.begin();
      if (again) await moveAll();
      if (!followsDue) return;
      followsDue = false;
      let look = await db.withSystem(lookAtLog);
      if (look.waiting) {
        await moveAll();
        look = await db.withSystem(lookAtLog);
      }
      await teller.follow(look.positions);
    } catch (error) {
      if (!stopped) log.error({ err: error }, 'The event relay failed; it tries again.');
    }
  }

  function runOnce(): Promise<void> {
    running ??= run().finally(() => {
      running = null;
      if (again && !stopped) void wake();
    });
    return running;
  }

  function wake(): Promise<void> {
    again = true;
    return runOnce();
  }

  const timer = setInterval(() => {
    followsDue = true;
    void runOnce();
  }, POLL_MS);
  timer.unref();
  wakeRelayBy(() => void wake());
  return {
    onEvents: (listener) => void listeners.push(listener),
    async drain() {
      followsDue = true;
      await wake();
      // The run that was on its way may have looked before; the one after it has not.
      if (running !== null) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      wakeRelayBy(() => {});
      await running;
    },
  };
}

function moveBatch(tx: Tx): Promise<RelayedEvent[]> {
  const move = sql<RelayedEvent>`
    with leader as materialized (
      select pg_try_advisory_xact_lock(${sql.lit(RELAY_LOCK)}) as leads
    ), due as (
      select account_id, id from event_outbox
      where (select leads from leader)
      order by id limit ${sql.lit(BATCH_MAX)} for update skip locked
    ), claimed as (
      delete from event_outbox o using due
      where o.account_id = due.account_id and o.id = due.id
      returning o.*
    ), counted as (
      insert into event_positions as p (account_id, last_position)
      select account_id, count(*) from claimed group by account_id
      on conflict (account_id) do update set last_position = p.last_position + excluded.last_position
      returning account_id, last_position
    ), numbered as (
      select c.*, k.last_position
        - count(*) over (partition by c.account_id)
        + row_number() over (partition by c.account_id order by c.id) as position
      from claimed c join counted k on k.account_id = c.account_id
    ), logged as (
      insert into events (account_id, position, id, name, subject_id, actor, facts, occurred_at)
      select account_id, position, id, name, subject_id, actor, facts, occurred_at from numbered
      returning account_id, position, id, name, subject_id, actor, facts, occurred_at
    )
    select * from logged order by account_id, position`;
  return tx.end({ compile: () => move.compile(tx.db) });
}

/** The newest position of the account; 0 before its first event. */
export async function findLastPosition(tx: Tx): Promise<number> {
  const row = await tx.db
    .selectFrom('event_positions')
    .select('last_position')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row?.last_position ?? 0;
}
