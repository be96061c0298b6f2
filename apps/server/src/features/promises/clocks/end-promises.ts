import type { Tx } from '../../../platform/db/database.ts';
import { type ClockEvent, insertClockEvents } from './clock-store.ts';
import {
  keepPromiseRows,
  listOpenPromises,
  type PromiseRow,
  restorePromiseRows,
  unkeepPromiseRows,
  withdrawMadeAt,
  withdrawPromiseRows,
} from './promise-store.ts';

/** What an answer keeps: each of these asks for words, and here they are. */
const KEPT_BY_ANSWER = new Set(['first_answer', 'answer', 'update']);

/**
 * An answer keeps what promised one; where it resolves the case, the promise to settle it too.
 * Answers the ids of what was kept.
 */
export async function keepByAnswer(
  tx: Tx,
  familyIds: readonly string[],
  options: { resolves: boolean; at: Date },
): Promise<string[]> {
  const open = await listOpenPromises(tx, familyIds);
  const answered = open.filter((one) => KEPT_BY_ANSWER.has(one.kind));
  const settled = options.resolves ? open.filter((one) => one.kind === 'resolution') : [];
  await keep(tx, answered, 'answer', options.at);
  await keep(tx, settled, 'resolved', options.at);
  return [...answered, ...settled].map((one) => one.id);
}

async function keep(
  tx: Tx,
  promises: readonly PromiseRow[],
  how: 'answer' | 'resolved',
  at: Date,
): Promise<void> {
  await keepPromiseRows(
    tx,
    promises.map((one) => one.id),
    how,
    at,
  );
  stopClocks(tx, promises, 'kept', at);
}

/**
 * The answer that kept them did not arrive, or was taken back: they are owed again, and what was
 * promised with it is not. Answers the ids of what is owed again.
 */
export async function oweAgain(
  tx: Tx,
  familyIds: readonly string[],
  answeredAt: Date,
): Promise<string[]> {
  const owed = await unkeepPromiseRows(tx, familyIds, answeredAt);
  if (owed.length > 0) await withdrawMadeAt(tx, familyIds, answeredAt, 'update');
  return owed;
}

/**
 * The case is over: the promise to settle it is kept where it was resolved, all else that is owed
 * is withdrawn, since nobody waits any more. What was broken counts as broken all the same.
 */
export async function endPromises(
  tx: Tx,
  familyIds: readonly string[],
  options: { resolved: boolean; at: Date },
): Promise<{ kept: string[]; withdrawn: string[] }> {
  const open = await listOpenPromises(tx, familyIds);
  const settled = options.resolved ? open.filter((one) => one.kind === 'resolution') : [];
  const rest = open.filter((one) => !settled.includes(one));
  await keep(tx, settled, 'resolved', options.at);
  const withdrawn = rest.map((one) => one.id);
  await withdrawPromiseRows(tx, withdrawn, options.at);
  stopClocks(tx, rest, 'case_over', options.at);
  return { kept: settled.map((one) => one.id), withdrawn };
}

/** Ending the case was taken back: what it withdrew or kept at one of these times is owed again. */
export async function restorePromises(
  tx: Tx,
  familyIds: readonly string[],
  endings: readonly Date[],
): Promise<string[]> {
  const restored = await restorePromiseRows(tx, familyIds, endings);
  for (const at of endings) {
    restored.push(...(await unkeepPromiseRows(tx, familyIds, at, 'resolved')));
  }
  return restored;
}

/** A click says that a promise was kept: by a call for example. */
export async function keepByClick(tx: Tx, promise: PromiseRow, at: Date): Promise<void> {
  await keepPromiseRows(tx, [promise.id], 'click', at);
  stopClocks(tx, [promise], 'kept', at);
}

/** Takes such a click back. */
export async function unkeepByClick(tx: Tx, promise: PromiseRow): Promise<void> {
  if (promise.kept_at) await unkeepPromiseRows(tx, [promise.case_id], promise.kept_at, 'click');
}

/** Writes down that the clocks of these stand for good. Queued. */
export function stopClocks(
  tx: Tx,
  promises: readonly Pick<PromiseRow, 'clock_id'>[],
  reason: string,
  at: Date,
): void {
  const events = promises.flatMap(({ clock_id: clockId }): ClockEvent[] =>
    clockId === null ? [] : [{ clockId, name: 'stopped', reason, at }],
  );
  insertClockEvents(tx, events);
}
