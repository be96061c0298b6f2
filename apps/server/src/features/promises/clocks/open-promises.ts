import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { NewEvent } from '../../../platform/events/emit-event.ts';
import type { LivePolicy } from '../policies/policy-rules.ts';
import { type PlannedPromise, type PlanFacts, planPromises } from './plan-promises.ts';
import { insertPlannedPromise } from './promise-store.ts';
import { toldAsMade } from './settle-promises.ts';

/** What a new case is promised; the first one is its first answer, which the contact is told. */
export function planOpening(
  policies: readonly LivePolicy[],
  facts: PlanFacts,
  now: Date,
): PlannedPromise[] {
  const kinds = ['first_answer', 'resolution', 'update'] as const;
  return planPromises(policies, facts, kinds, now, 'first_answer');
}

/** What is promised when the contact wrote again, on top of what is owed to them. */
export function planAnswer(
  policies: readonly LivePolicy[],
  facts: PlanFacts,
  owed: readonly string[],
  now: Date,
): PlannedPromise[] {
  const answerOwed = owed.includes('first_answer') || owed.includes('answer');
  const kinds = (['answer', 'resolution'] as const).filter((kind) =>
    kind === 'answer' ? !answerOwed : !owed.includes(kind),
  );
  return planPromises(policies, facts, kinds, now, 'answer');
}

/**
 * Makes planned promises with queued rows, so that they cost no round trip; answers their events.
 * `told`: a message of this transaction says the first one.
 */
export function makePromises(
  tx: Tx,
  actor: Actor,
  planned: readonly PlannedPromise[],
  place: { caseId: string; channelId: string; teamId: string | null; at: Date; told: boolean },
): NewEvent[] {
  return planned.map((one, index) => {
    const id = insertPlannedPromise(tx, one, {
      ...place,
      by: storedActor(actor),
      toldAt: place.told && index === 0 ? place.at : null,
    });
    return toldAsMade(place.caseId, one, id);
  });
}

/** The earliest due time of what is planned. */
export function findFirstDue(planned: readonly PlannedPromise[]): Date | null {
  if (planned.length === 0) return null;
  return new Date(Math.min(...planned.map((one) => one.dueAt.getTime())));
}
