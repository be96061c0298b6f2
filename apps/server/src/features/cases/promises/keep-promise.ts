import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { promiseVerbs } from '../../promises/public.ts';
import { getCase, getCaseForUpdate } from '../case-access-views.ts';
import { listFamilyIds, settleCase } from './settle-case.ts';

/** A promise of the case or of one merged into it; throws 404. Locks it. */
export async function getPromise(tx: Tx, caseId: string, promiseId: string) {
  const found = await promiseVerbs.findPromise(tx, promiseId);
  const family = await listFamilyIds(tx, caseId);
  if (!found || !family.includes(found.case_id)) throw notFound('promise');
  return found;
}

/** Says that a promise was kept without an answer from here, by a call for example. */
export async function keepPromise(
  tx: Tx,
  actor: Actor,
  place: { caseId: string; promiseId: string },
  now: Date,
): Promise<void> {
  await getCaseForUpdate(tx, actor, place.caseId);
  const promise = await getPromise(tx, place.caseId, place.promiseId);
  if (promise.kept_at !== null) return;
  assertOwed(promise);
  await promiseVerbs.keepByClick(tx, promise, now);
  await emitEvent(tx, actor, {
    name: 'promise.kept',
    subjectId: place.caseId,
    facts: { promise_id: promise.id, by_click: true },
  });
  await settleCase(tx, place.caseId, now);
}

/** Throws `promise_over` for a promise that was withdrawn or replaced. */
export function assertOwed(promise: { withdrawn_at: Date | null; kept_at: Date | null }): void {
  if (promise.withdrawn_at === null && promise.kept_at === null) return;
  throw new Refused(
    'promise_over',
    'This promise was kept, withdrawn or replaced by another already. Nothing was changed; ' +
      'look at what is owed now.',
  );
}

/** Takes back that a promise was kept by a click; nothing happens where it was kept otherwise. */
export async function takeKeepingBack(
  tx: Tx,
  actor: Actor,
  place: { caseId: string; promiseId: string },
  now: Date,
): Promise<void> {
  await getCase(tx, actor, place.caseId);
  await getCaseForUpdate(tx, actor, place.caseId);
  const promise = await getPromise(tx, place.caseId, place.promiseId);
  if (promise.kept_how !== 'click') return;
  await promiseVerbs.unkeepByClick(tx, promise);
  await emitEvent(tx, actor, {
    name: 'promise.reopened',
    subjectId: place.caseId,
    facts: { promise_id: promise.id },
  });
  await settleCase(tx, place.caseId, now);
}
