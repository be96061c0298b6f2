import type { createMessageMove } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { messageMoves } from '../../conversations/public.ts';
import {
  assertMayChange,
  assertNotMerged,
  getCase,
  lockCases,
  type SeenCase,
} from '../case-access-views.ts';
import { findHold, isHeld } from '../hold-store.ts';
import { carryBack, carryOver } from './carry-over.ts';
import { decideMove } from './case-rules.ts';
import { takeJoiningBack } from './decide-hold.ts';
import { splitCase } from './split-case.ts';

/**
 * Takes a message to another case, or splits it off into a new one. `caseNumber` is for that new
 * one, taken before the transaction; it is not looked at where the target exists.
 */
export async function moveMessage(
  tx: Tx,
  actor: Actor,
  messageId: string,
  input: BodyOf<typeof createMessageMove>,
  caseNumber: number,
  now: Date,
): Promise<{ moveId: string; caseId: string }> {
  const { to_case_id: toCaseId, reason } = input;
  const { message, from, to } = await lockPlaces(tx, actor, messageId, toCaseId);
  const decision = decideMove({
    fromCaseId: from.merged_into_id ?? from.id,
    toCaseId,
    held: await isHeld(tx, messageId),
    deliveryState: message.delivery_state,
  });
  if (decision !== 'move') throw refuseMove(decision);
  const target = to ?? (await splitCase(tx, actor, { from, message, number: caseNumber, at: now }));
  const moveId = await carryOver(tx, actor, { message, from, to: target, reason, at: now });
  return { moveId, caseId: target.id };
}

/**
 * Takes the last move of a message back. A move that was half of a decision about a held message
 * takes that decision back. Answers the case in which the message stands then.
 */
export async function takeMoveBack(
  tx: Tx,
  actor: Actor,
  messageId: string,
  moveId: string,
  now: Date,
): Promise<string> {
  const move = await messageMoves.findMove(tx, moveId);
  if (!move || move.message_id !== messageId) throw notFound('move');
  assertMayChange(actor, await getCase(tx, actor, move.to_case_id));
  assertMayChange(actor, await getCase(tx, actor, move.from_case_id));
  if (move.undone_at) {
    throw new Refused('move_undone', 'This move was taken back already. Nothing was changed.');
  }
  const last = await messageMoves.findLastMove(tx, messageId);
  if (last?.id !== moveId) {
    throw new Refused(
      'move_not_last',
      'The message was moved on since. Take the later move back first.',
    );
  }
  const hold = await findHold(tx, { move_id: moveId });
  if (hold) await takeJoiningBack(tx, actor, hold, now);
  else await carryBack(tx, actor, move, now);
  return move.from_case_id;
}

async function lockPlaces(tx: Tx, actor: Actor, messageId: string, toCaseId: string | null) {
  const found = await messageMoves.findPlacedMessage(tx, messageId);
  if (!found) throw notFound('message');
  const seen = await getCase(tx, actor, found.case_id);
  assertMayChange(actor, seen);
  if (toCaseId !== null) assertMayChange(actor, await getCase(tx, actor, toCaseId));
  const shownId = seen.merged_into_id ?? seen.id;
  const ids = [seen.id, shownId, ...(toCaseId === null ? [] : [toCaseId])];
  const locked = await lockCases(tx, actor, ids);
  const message = await messageMoves.findPlacedMessage(tx, messageId);
  const from = locked.get(seen.id);
  if (!message || !from || !stands(message, from, shownId)) throw refuseStale();
  const to = toCaseId === null ? null : (locked.get(toCaseId) ?? null);
  if (to?.deleted_at) throw notFound('case');
  if (to) await assertNotMerged(tx, to);
  return { message, from, to };
}

function stands(message: { case_id: string }, from: SeenCase, shownId: string): boolean {
  return message.case_id === from.id && (from.merged_into_id ?? from.id) === shownId;
}

function refuseStale(): Refused {
  return new Refused(
    'message_moved',
    'Somebody moved this message, or merged its case, at this moment. Look again, then move it.',
  );
}

function refuseMove(decision: 'same_case' | 'message_held' | 'message_leaving'): Refused {
  switch (decision) {
    case 'same_case':
      return new Refused('same_case', 'The message stands in that case already.');
    case 'message_held':
      return new Refused(
        'message_held',
        'The message is held: decide first whether it joins the case it names. Then move it.',
      );
    case 'message_leaving':
      return new Refused(
        'message_leaving',
        'The message has not left yet. Take it back, or wait until it was sent, then move it.',
      );
  }
}
