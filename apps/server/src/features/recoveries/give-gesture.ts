import type * as contract from '@earshot/contract/recovery-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../cases/public.ts';
import { recordAudit } from '../keys/public.ts';
import {
  decideGesture,
  decideTakingBack,
  type GestureRefusal,
  isWithin,
  type OwnLimit,
  stateOf,
} from './gesture-rules.ts';
import { defaultLimits } from './recovery-limits.ts';
import { canApproveGestures } from './recovery-policy.ts';
import {
  clearGestureDecision,
  insertGesture,
  listLimitRows,
  saveGestureDecision,
  saveLimits,
} from './recovery-store.ts';
import { findGesture } from './recovery-views.ts';

type Limits = BodyOf<typeof contract.updateRecoveryLimits>['items'];

/** What each role gives without asking: as set, else the default. */
export async function listLimits(tx: Tx): Promise<Limits> {
  const rows = await listLimitRows(tx);
  return defaultLimits.map((one) => rows.find((row) => row.role === one.role) ?? { ...one });
}

/** Sets limits of roles; the audit keeps both the old and the new. */
export async function updateLimits(tx: Tx, actor: Actor, limits: Limits): Promise<void> {
  const roles = limits.map((one) => one.role);
  if (new Set(roles).size < roles.length) {
    throw new Invalid([{ path: 'body.items', message: 'Name each role once.' }]);
  }
  const before = await listLimits(tx);
  await saveLimits(tx, limits);
  await recordAudit(tx, actor, {
    action: 'recovery_limits.changed',
    subjectKind: 'account',
    subjectId: tx.accountId,
    detail: { before, after: await listLimits(tx) },
  });
}

/** What the actor gives without asking; a program nothing. */
async function findOwnLimit(tx: Tx, actor: Actor): Promise<OwnLimit> {
  const limits = await listLimits(tx);
  const own = limits.find((one) => actor.kind === 'member' && one.role === actor.role);
  if (!own) return { cents: 0, currency: limits[0]!.currency };
  return { cents: own.amount_cents, currency: own.currency };
}

/** Proposes a gesture; within the limit of the actor’s role it is approved at once. */
export async function proposeGesture(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof contract.createGesture>,
  now: Date,
): Promise<void> {
  await getCaseForUpdate(tx, actor, caseId);
  const limit = await findOwnLimit(tx, actor);
  const amount = { cents: input.amount_cents, currency: input.currency };
  const approved = isWithin(amount, limit);
  const gestureId = await insertGesture(tx, actor, {
    caseId,
    recoveryId: null,
    kind: input.kind,
    ...amount,
    words: input.words,
    limitCents: limit.cents,
    approved,
    at: now,
  });
  await tell(tx, actor, approved ? 'approved' : 'proposed', { caseId, gestureId, amount });
}

/** Approves, refuses, gives or withdraws; answers the case. */
export async function decideAboutGesture(
  tx: Tx,
  actor: Actor,
  gestureId: string,
  input: BodyOf<typeof contract.createGestureDecision>,
  now: Date,
): Promise<string> {
  const found = await findGesture(tx, gestureId);
  if (!found) throw notFound('gesture');
  await getCaseForUpdate(tx, actor, found.case_id);
  const { decision, reason } = input;
  const amount = { cents: found.amount_cents, currency: found.currency };
  const decided = decideGesture(decision, {
    state: stateOf(found),
    amount,
    limit: await findOwnLimit(tx, actor),
    isProposer: found.proposed_by.id === actor.id,
    isSupervisor: canApproveGestures(actor),
  });
  if (decided !== 'decide') throw refuseGesture(decided);
  if (reason === '' && (decision === 'refuse' || decision === 'withdraw')) {
    throw new Invalid([{ path: 'body.reason', message: 'Say why.' }]);
  }
  await saveGestureDecision(tx, actor, gestureId, { decision, reason, at: now });
  const words = { approve: 'approved', refuse: 'refused', give: 'given', withdraw: 'withdrawn' };
  await tell(tx, actor, words[decision], { caseId: found.case_id, gestureId, amount });
  return found.case_id;
}

/** Takes back the last decision about a gesture; answers the case. */
export async function takeBackDecision(tx: Tx, actor: Actor, gestureId: string): Promise<string> {
  const found = await findGesture(tx, gestureId);
  if (!found) throw notFound('gesture');
  await getCaseForUpdate(tx, actor, found.case_id);
  const state = stateOf(found);
  const decider = state === 'proposed' ? null : found[`${state}_by`];
  const decided = decideTakingBack({
    state,
    isDecider: decider?.id === actor.id,
    isOwnApproval: found.approved_by?.id === found.proposed_by.id,
  });
  if (decided === 'gesture_undecided' || decided === 'not_the_decider') {
    throw refuseGesture(decided);
  }
  await clearGestureDecision(tx, gestureId, decided);
  const amount = { cents: found.amount_cents, currency: found.currency };
  await tell(tx, actor, 'reconsidered', { caseId: found.case_id, gestureId, amount });
  return found.case_id;
}

async function tell(
  tx: Tx,
  actor: Actor,
  what: string,
  told: { caseId: string; gestureId: string; amount: { cents: number; currency: string } },
): Promise<void> {
  const detail = {
    gesture_id: told.gestureId,
    amount_cents: told.amount.cents,
    currency: told.amount.currency,
  };
  await emitEvent(tx, actor, { name: `gesture.${what}`, subjectId: told.caseId, facts: detail });
  await recordAudit(tx, actor, {
    action: `gesture.${what}`,
    subjectKind: 'case',
    subjectId: told.caseId,
    detail,
  });
}

const refusals: Record<GestureRefusal, string> = {
  gesture_decided: 'This was decided already. Nothing was changed; look at the ledger again.',
  gesture_unapproved:
    'It is over the limit of who proposed it, and nobody approved it yet. A supervisor can.',
  gesture_undecided: 'There is no decision to take back. Nothing was changed.',
  not_the_decider: 'Only who decided takes the decision back. Nothing was changed.',
  own_gesture: 'Whoever proposed a gesture over their limit does not approve it; another can.',
  over_limit: 'The amount is over your own limit as well. Somebody with a higher one can approve.',
  not_an_approver: 'Supervisors and administrators decide this; the case shows who they are.',
};

function refuseGesture(code: GestureRefusal): Refused {
  return new Refused(code, refusals[code]);
}
