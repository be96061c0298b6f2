import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { StatusBefore } from '../../conversations/public.ts';
import type { SeenCase } from '../case-access-views.ts';
import { scheduleWaking } from '../case-jobs.ts';
import { touchCase } from '../case-store.ts';
import { decideClosingAgain, decideReopening } from './case-rules.ts';

/**
 * Makes a case our turn where a merge or a joining message asks for it. Answers the status it had,
 * to be kept with the merge or the move; null if nothing had to change.
 */
export async function reopenFor(
  tx: Tx,
  actor: Actor,
  target: SeenCase,
  comes: Parameters<typeof decideReopening>[1],
): Promise<StatusBefore | null> {
  if (target.status === 'open' || !decideReopening(target.status, comes)) return null;
  await touchCase(tx, target.id, {
    status: 'open',
    waiting_until: null,
    waiting_reason: null,
    resolved_at: null,
    closed_at: null,
  });
  await emitEvent(tx, actor, {
    name: 'case.reopened',
    subjectId: target.id,
    facts: { from: target.status },
  });
  return {
    status: target.status,
    waiting_until: target.waiting_until?.toISOString() ?? null,
    waiting_reason: target.waiting_reason,
    resolved_at: target.resolved_at?.toISOString() ?? null,
    closed_at: target.closed_at?.toISOString() ?? null,
  };
}

/**
 * Puts back the status that `reopenFor` changed, unless the contact wrote or somebody acted since.
 */
export async function closeAgain(
  tx: Tx,
  actor: Actor,
  caseId: string,
  before: StatusBefore | null,
  reopenedAt: Date,
): Promise<void> {
  if (!before) return;
  const now = await tx.db
    .selectFrom('cases')
    .select(['status', 'last_in_at'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  const facts = { status: now.status, lastInAt: now.last_in_at, reopenedAt };
  if (!decideClosingAgain(facts)) return;
  const waitingUntil = instantOf(before.waiting_until);
  await touchCase(tx, caseId, {
    status: before.status,
    waiting_until: waitingUntil,
    waiting_reason: before.waiting_reason,
    resolved_at: instantOf(before.resolved_at),
    closed_at: instantOf(before.closed_at),
  });
  if (waitingUntil) await scheduleWaking(tx, caseId, waitingUntil);
  await emitEvent(tx, actor, {
    name: 'case.status_changed',
    subjectId: caseId,
    facts: { from: 'open', to: before.status, waiting_until: before.waiting_until, reason: null },
  });
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
