import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { followMessage } from '../../channels/public.ts';
import { messageMoves } from '../../conversations/public.ts';
import {
  assertMayChange,
  assertNotMerged,
  getCase,
  lockCases,
  type SeenCase,
} from '../case-access-views.ts';
import { findLink } from '../case-link-store.ts';
import { refreshCase } from '../case-state-views.ts';
import { findAnsweredSide } from '../replies/reply-views.ts';
import { decideHoldRow, findHold, type MessageHold, reopenHoldRow } from '../hold-store.ts';
import { carryBack, carryOver } from './carry-over.ts';
import { mergeLocked, unmergeCases } from './merge-cases.ts';

/**
 * Decides about a held message. `join` takes it to the case it names, lets its sender take part
 * there (as a third party where it answers a side conversation), and merges its own case into that
 * one; `separate` leaves it a case of its own. Answers the case in which it stands then.
 */
export async function decideHold(
  tx: Tx,
  actor: Actor,
  holdId: string,
  decision: 'join' | 'separate',
  now: Date,
): Promise<string> {
  const hold = await getHold(tx, actor, holdId);
  return decision === 'join' ? joinHeld(tx, actor, hold, now) : keepSeparate(tx, actor, hold, now);
}

async function keepSeparate(tx: Tx, actor: Actor, hold: MessageHold, now: Date): Promise<string> {
  const own = (await lockCases(tx, actor, [hold.case_id])).get(hold.case_id)!;
  const by = storedActor(actor);
  const made = { decision: 'separate', by, at: now, moveId: null, linkId: null } as const;
  if (!(await decideHoldRow(tx, hold.id, made))) throw refuseDecided();
  await refreshCase(tx, hold.case_id);
  if (own.merged_into_id !== null) await refreshCase(tx, own.merged_into_id);
  await tellDecision(tx, actor, hold, 'separate', [hold.case_id]);
  return hold.case_id;
}

async function joinHeld(tx: Tx, actor: Actor, hold: MessageHold, now: Date): Promise<string> {
  const named = await getCase(tx, actor, hold.proposed_case_id);
  const target = named.merged_into_id ?? named.id;
  assertMayChange(actor, await getCase(tx, actor, target));
  const locked = await lockCases(tx, actor, [hold.case_id, target]);
  const own = locked.get(hold.case_id)!;
  const to = locked.get(target)!;
  if (to.deleted_at !== null) throw notFound('case');
  await assertNotMerged(tx, own);
  await assertNotMerged(tx, to);
  const message = await messageMoves.findPlacedMessage(tx, hold.message_id);
  const still = await findHold(tx, { id: hold.id });
  if (!message || still?.decision !== null) throw refuseDecided();
  const sideConversationId = await findAnsweredSide(tx, to.id, message.id);
  const move = { message, from: own, to, reason: '', at: now, sideConversationId };
  const moveId = await carryOver(tx, actor, move);
  const after = await lockCases(tx, actor, [own.id, to.id]);
  const linkId = await mergeLocked(tx, actor, {
    merged: after.get(own.id)!,
    kept: after.get(to.id)!,
    reason: '',
    at: now,
  });
  const by = storedActor(actor);
  await decideHoldRow(tx, hold.id, { decision: 'join', by, at: now, moveId, linkId });
  for (const id of [own.id, to.id]) await refreshCase(tx, id);
  await tellDecision(tx, actor, hold, 'join', [own.id, to.id]);
  return to.id;
}

/** Takes the decision back: the message is held again. Answers the case in which it stands. */
export async function takeHoldDecisionBack(
  tx: Tx,
  actor: Actor,
  holdId: string,
  now: Date,
): Promise<string> {
  const hold = await getHold(tx, actor, holdId);
  if (hold.decision === null) {
    throw new Refused('hold_undecided', 'Nobody has decided about this message yet.');
  }
  if (hold.decision === 'join') await takeJoiningBack(tx, actor, hold, now);
  else await takeSeparatingBack(tx, actor, hold);
  return hold.case_id;
}

/** Undoes the merge and the move of a message that was joined, as far as they still stand. */
export async function takeJoiningBack(
  tx: Tx,
  actor: Actor,
  hold: MessageHold,
  now: Date,
): Promise<void> {
  await lockCases(tx, actor, [hold.case_id, hold.proposed_case_id]);
  const move = await messageMoves.findLastMove(tx, hold.message_id);
  if (move && move.id !== hold.move_id) {
    throw new Refused(
      'move_not_last',
      'The message was moved on since it was joined. Take that move back first.',
    );
  }
  const link = hold.link_id === null ? null : await findLink(tx, hold.link_id);
  if (link) await unmergeCases(tx, actor, link, now);
  if (move) await carryBack(tx, actor, move, now);
  if (!(await reopenHoldRow(tx, hold.id))) throw refuseDecided();
  await setReceiptState(tx, hold, 'held');
  await refreshCase(tx, hold.case_id);
  const joined = move?.to_case_id ?? hold.proposed_case_id;
  await emitEvent(
    tx,
    actor,
    ...[hold.case_id, joined].map((subjectId) => ({
      name: 'hold.reopened',
      subjectId,
      facts: { hold_id: hold.id, message_id: hold.message_id },
    })),
  );
}

async function takeSeparatingBack(tx: Tx, actor: Actor, hold: MessageHold): Promise<void> {
  const own = (await lockCases(tx, actor, [hold.case_id])).get(hold.case_id)!;
  if (!(await reopenHoldRow(tx, hold.id))) throw refuseDecided();
  await setReceiptState(tx, hold, 'held');
  await refreshCase(tx, hold.case_id);
  if (own.merged_into_id !== null) await refreshCase(tx, own.merged_into_id);
  await emitEvent(tx, actor, {
    name: 'hold.reopened',
    subjectId: hold.case_id,
    facts: { hold_id: hold.id, message_id: hold.message_id },
  });
}

async function getHold(tx: Tx, actor: Actor, holdId: string): Promise<MessageHold> {
  const hold = await findHold(tx, { id: holdId });
  if (!hold) throw notFound('hold');
  const own: SeenCase = await getCase(tx, actor, hold.case_id);
  assertMayChange(actor, own);
  return hold;
}

async function setReceiptState(tx: Tx, hold: MessageHold, state: 'understood' | 'held') {
  const message = await messageMoves.findPlacedMessage(tx, hold.message_id);
  await followMessage(tx, message?.receipt_id ?? null, { state });
}

async function tellDecision(
  tx: Tx,
  actor: Actor,
  hold: MessageHold,
  decision: 'join' | 'separate',
  subjectIds: readonly string[],
): Promise<void> {
  await setReceiptState(tx, hold, 'understood');
  await emitEvent(
    tx,
    actor,
    ...subjectIds.map((subjectId) => ({
      name: 'hold.decided',
      subjectId,
      facts: {
        hold_id: hold.id,
        message_id: hold.message_id,
        decision,
        proposed_case_number: hold.reason.facts.caseNumber,
      },
    })),
  );
}

function refuseDecided(): Refused {
  return new Refused(
    'hold_decided',
    'Somebody decided about this message at this moment. Look again: nothing was changed.',
  );
}
