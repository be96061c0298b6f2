import { type Actor, storedActor } from '../actor.ts';
import type { Tx } from '../db/database.ts';
import { json, type StoredActor } from '../db/tables.ts';
import { newId } from '../ids.ts';

export interface NewEvent {
  /** noun.past_tense, such as `case.assigned`. */
  name: string;
  /** What it is about, usually the case. */
  subjectId: string | null;
  /** Ids and small values; never a message’s text or an address. */
  facts?: Record<string, unknown>;
}

let poke: () => void = () => {};

/** Lets the relay of this process be woken right after a commit. */
export function wakeRelayBy(wake: () => void): void {
  poke = wake;
}

/** Lets the relay of this process look at once, as after a commit; for rows written by others. */
export function wakeRelay(): void {
  poke();
}

/**
 * Writes an event into the outbox of the same transaction: it exists if and only if the change
 * does. Call it after the row locks of the change were taken, so that ids order as the changes did.
 */
export async function emitEvent(
  tx: Tx,
  actor: Actor | StoredActor,
  ...events: readonly NewEvent[]
): Promise<void> {
  if (events.length === 0) return;
  const kept = json('accountId' in actor ? storedActor(actor) : actor);
  tx.insert(
    'event_outbox',
    events.map((event) => ({
      account_id: tx.accountId,
      id: newId(),
      name: event.name,
      subject_id: event.subjectId,
      actor: kept,
      facts: json(event.facts ?? {}),
    })),
  );
  tx.afterCommit(poke);
}
