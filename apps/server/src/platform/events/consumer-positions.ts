import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { listEventsAfter } from './event-log.ts';
import type { EventConsumer } from './event-consumers.ts';
import { findLastPosition, type RelayedEvent } from './event-relay.ts';

/** Events that one look at the log passes at most; 5,000 are read and thrown away in some 3 ms. */
const WINDOW = 5_000;

/**
 * Gives each of these consumers its place in an account where it has none yet. All of them get
 * theirs in one statement, so an account either has none (it is new: they begin with its first
 * event) or it had all that existed then, and the one that is missing came with an upgrade.
 */
export async function placeConsumers(
  tx: Tx,
  consumers: readonly Pick<EventConsumer, 'name' | 'skipsPast'>[],
): Promise<void> {
  await sql`
    insert into consumer_positions (account_id, consumer, position)
    select ${tx.accountId}, one.name, case
      when one.skips and exists (select from consumer_positions where account_id = ${tx.accountId})
      then coalesce((select last_position from event_positions
        where account_id = ${tx.accountId}), 0)
      else 0 end
    from unnest(${consumers.map((one) => one.name)}::text[],
      ${consumers.map((one) => one.skipsPast ?? false)}::boolean[]) as one (name, skips)
    on conflict (account_id, consumer) do nothing`.execute(tx.db);
}

/** Where the consumer stands; keeps other processes away from it until the commit. */
export async function lockPosition(tx: Tx, consumer: string): Promise<number> {
  const { position } = await tx.db
    .selectFrom('consumer_positions')
    .select('position')
    .where('account_id', '=', tx.accountId)
    .where('consumer', '=', consumer)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return position;
}

/** Moves the consumer, unless another process has done so. */
export function movePosition(tx: Tx, consumer: string, from: number, to: number) {
  return tx.db
    .updateTable('consumer_positions')
    .set({ position: to })
    .where('account_id', '=', tx.accountId)
    .where('consumer', '=', consumer)
    .where('position', '=', from);
}

/**
 * Moves that belong to no effect, all in one statement; those that are not true any more are left
 * out. Answers whose were made.
 */
export function movePositions(
  tx: Tx,
  moves: readonly { consumer: string; from: number; to: number }[],
) {
  const update = sql<{ consumer: string }>`
    update consumer_positions p set position = one.until
    from unnest(${moves.map((one) => one.consumer)}::text[],
      ${moves.map((one) => one.from)}::bigint[],
      ${moves.map((one) => one.to)}::bigint[]) as one (consumer, since, until)
    where p.account_id = ${tx.accountId} and p.consumer = one.consumer
      and p.position = one.since
    returning p.consumer`;
  return { compile: () => update.compile(tx.db) };
}

/** A piece of the log: the wanted events in it, and how far it and the whole log go. */
export interface LogPiece {
  wanted: RelayedEvent[];
  to: number;
  last: number;
}

/** The next wanted events in the log, at most `most`, passing by what nobody asked for. */
export async function readPiece(
  tx: Tx,
  position: number,
  wants: ReadonlySet<string>,
  most: number,
): Promise<LogPiece> {
  const last = await findLastPosition(tx);
  if (last <= position) return { wanted: [], to: position, last: position };
  const end = Math.min(last, position + WINDOW);
  const wanted = await listEventsAfter(tx, position, most, { until: end, names: [...wants] });
  return { wanted, to: wanted.length === most ? wanted.at(-1)!.position : end, last };
}
