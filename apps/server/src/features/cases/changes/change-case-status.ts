import type { createCaseStatusChange } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import { getCaseForUpdate, type SeenCase } from '../case-access-views.ts';
import { scheduleWaking } from '../case-jobs.ts';
import { endPromises, restorePromises } from '../../promises/public.ts';
import { touchCase } from '../case-store.ts';
import { listFamilyIds, settleCase } from '../promises/settle-case.ts';
import { assertNoOpenTasks } from '../travel/open-task-views.ts';
import { type CaseTurn, decideStatusChange, listEndings } from './case-rules.ts';

const PROBLEMS = {
  until_missing: 'Say until when the case waits.',
  until_past: 'The time is past; choose one in the future.',
  until_needless: 'Only a case that waits has this; leave it out.',
} as const;

/**
 * Open, waiting, resolved or closed. Ending a case withdraws what was promised and not yet kept;
 * re-opening it by hand lets those promises stand again, so that a slip costs nothing.
 */
export async function changeCaseStatus(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseStatusChange>,
  now: Date,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const waitingUntil = input.waiting_until ? new Date(input.waiting_until) : null;
  const reason = input.reason || null;
  const decision = decideStatusChange(current, { status: input.status, waitingUntil, reason }, now);
  if (decision.outcome === 'same') return;
  if (decision.outcome !== 'change') {
    throw new Invalid([{ path: 'body.waiting_until', message: PROBLEMS[decision.outcome] }]);
  }
  await assertNoOpenTasks(tx, caseId, input.status, input.with_open_tasks);
  await touchCase(tx, caseId, decision.change);
  if (waitingUntil) await scheduleWaking(tx, caseId, waitingUntil);
  const promises = await settlePromises(tx, current, decision.change, now);
  const facts = {
    from: current.status,
    to: input.status,
    waiting_until: waitingUntil?.toISOString() ?? null,
    reason,
  };
  await emitEvent(
    tx,
    actor,
    { name: 'case.status_changed', subjectId: caseId, facts },
    ...promises,
  );
  await settleCase(tx, caseId, now, actor);
}

async function settlePromises(
  tx: Tx,
  current: SeenCase,
  change: CaseTurn,
  now: Date,
): Promise<NewEvent[]> {
  const was = isOver(current.status);
  const is = isOver(change.status);
  if (was === is) return [];
  const family = await listFamilyIds(tx, current.id);
  const tell = (name: string) => (id: string) => ({
    name,
    subjectId: current.id,
    facts: { promise_id: id },
  });
  if (!is) {
    const restored = await restorePromises(tx, family, listEndings(current));
    return restored.map(tell('promise.restored'));
  }
  const ended = await endPromises(tx, family, { resolved: true, at: now });
  return [
    ...ended.kept.map(tell('promise.kept')),
    ...ended.withdrawn.map(tell('promise.withdrawn')),
  ];
}

function isOver(status: CaseTurn['status']): boolean {
  return status === 'resolved' || status === 'closed';
}
