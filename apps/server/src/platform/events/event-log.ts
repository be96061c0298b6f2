import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { RelayedEvent } from './event-relay.ts';

/** Events read in one step: bounds the transaction and the batch a desk gets. */
const STEP_MAX = 1_000;

/** Hears each batch of one account, in order, after it became durable. Must not throw. */
export type RelayListener = (accountId: string, events: readonly RelayedEvent[]) => void;

/**
 * Tells the listeners of this process every event once and in order, whichever process moved it
 * into the log. One call at a time.
 */
export interface LogTeller {
  /** Takes the events that are there already as told; before the first event. */
  begin(): Promise<void>;
  /** Tells what this process moved itself; where something is missing before, `follow` will. */
  tell(moved: readonly RelayedEvent[]): void;
  /** Tells what other processes moved, up to these last positions of accounts. */
  follow(positions: readonly LastPosition[]): Promise<void>;
}

/** Up to where the log of an account goes. */
export interface LastPosition {
  account_id: string;
  last_position: number;
}

/** Keeps for each account up to where the listeners of this process were told. */
export function createLogTeller(db: Database, listeners: readonly RelayListener[]): LogTeller {
  const told = new Map<string, number>();
  let hasBegun = false;

  function tellBatch(accountId: string, events: readonly RelayedEvent[]): void {
    told.set(accountId, events.at(-1)!.position);
    for (const listener of listeners) listener(accountId, events);
  }

  async function catchUp(accountId: string, last: number): Promise<void> {
    for (let from = told.get(accountId) ?? 0; from < last; from = told.get(accountId)!) {
      const events = await db.withAccount(accountId, (tx) => listEventsAfter(tx, from, STEP_MAX));
      // Nothing lies below a position but what was swept: it is told to nobody.
      if (events.length === 0) told.set(accountId, last);
      else tellBatch(accountId, events);
    }
  }

  return {
    async begin() {
      if (hasBegun) return;
      for (const { account_id: id, last_position: at } of await db.withSystem(listLastPositions)) {
        told.set(id, at);
      }
      hasBegun = true;
    },
    tell(moved) {
      for (const [accountId, events] of Map.groupBy(moved, (event) => event.account_id)) {
        const isNext = events[0]!.position === (told.get(accountId) ?? 0) + 1;
        if (isNext) tellBatch(accountId, events);
      }
    },
    async follow(positions) {
      for (const { account_id: id, last_position: at } of positions) await catchUp(id, at);
    },
  };
}

function listLastPositions(tx: Tx): Promise<LastPosition[]> {
  return tx.db.selectFrom('event_positions').select(['account_id', 'last_position']).execute();
}

/** Whether events wait in the outbox, and how far the logs go: one message to the database. */
export async function lookAtLog(
  tx: Tx,
): Promise<{ waiting: boolean; positions: readonly LastPosition[] }> {
  const look = sql<{ waiting: boolean; positions: LastPosition[] | null }>`
    select exists (select from event_outbox) as waiting,
      (select json_agg(p) from event_positions p) as positions`;
  const [found] = await tx.end({ compile: () => look.compile(tx.db) });
  return { waiting: found?.waiting ?? false, positions: found?.positions ?? [] };
}

/** Events of the account after a position, oldest first; at most `most`, perhaps only some. */
export async function listEventsAfter(
  tx: Tx,
  position: number,
  most: number,
  only?: { until: number; names: readonly string[] },
): Promise<RelayedEvent[]> {
  const found = tx.db
    .selectFrom('events')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('position', '>', position)
    .orderBy('position')
    .limit(most);
  if (!only) return found.execute();
  const { until, names } = only;
  return found
    .where('position', '<=', until)
    .where(sql<boolean>`name = any(${names})`)
    .execute();
}
