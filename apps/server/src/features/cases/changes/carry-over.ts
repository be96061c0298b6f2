import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { followMessage } from '../../channels/public.ts';
import { normaliseEmail } from '../../contacts/public.ts';
import { type MessageMove, messageMoves, type PlacedMessage } from '../../conversations/public.ts';
import { lockCases, type SeenCase } from '../case-access-views.ts';
import { refreshCase } from '../case-state-views.ts';
import { deleteJoinedAddress, insertJoinedAddress } from '../case-store.ts';
import { settleCase } from '../promises/settle-case.ts';
import { closeAgain, reopenFor } from './reopen-case.ts';
import { unsplitCase } from './split-case.ts';

export interface CarryOver {
  message: PlacedMessage;
  from: SeenCase;
  to: SeenCase;
  reason: string;
  at: Date;
  /** The side conversation there that it answers: its writer is a third party, no contact. */
  sideConversationId?: string | null;
}

/**
 * Takes a message to another case: its writer takes part there from now on, and what both cases
 * show is made anew. For callers that hold the locks of all cases concerned; answers the move’s id.
 */
export async function carryOver(tx: Tx, actor: Actor, move: CarryOver): Promise<string> {
  const { message, from, to, reason, at, sideConversationId = null } = move;
  const incoming = message.direction === 'in' && message.kind === 'message';
  const reopenedFrom = incoming ? await reopenFor(tx, actor, to, message) : null;
  const moveId = await messageMoves.takeMessageTo(tx, {
    message,
    fromCaseNumber: from.number,
    toCaseId: to.id,
    reason,
    by: storedActor(actor),
    at,
    reopenedFrom,
    sideConversationId,
  });
  const address = normaliseEmail(message.from_address);
  if (incoming && address) {
    const isSide = sideConversationId !== null;
    const contactId = isSide ? null : message.contact_id;
    await insertJoinedAddress(tx, to.id, { address, contactId, isSide, at });
  }
  await followMessage(tx, message.receipt_id, { caseId: to.id });
  for (const id of new Set([from.id, shownIn(from), to.id])) {
    await refreshCase(tx, id);
    await settleCase(tx, id, at);
  }
  const facts = { message_id: message.id, move_id: moveId, ...ends(from, to), reason };
  await emitEvent(
    tx,
    actor,
    { name: 'message.moved', subjectId: shownIn(from), facts },
    { name: 'message.moved', subjectId: to.id, facts },
  );
  return moveId;
}

/**
 * Takes a move back: the message stands where it stood, with its old number and reason, and a case
 * that was only split off for it is gone again. The move is the message’s last one.
 */
export async function carryBack(tx: Tx, actor: Actor, move: MessageMove, now: Date): Promise<void> {
  const { from, to, shown } = await lockEnds(tx, actor, move);
  await messageMoves.takeMessageBack(tx, move, now);
  await deleteJoinedAddress(tx, to.id, move.moved_at);
  const message = await messageMoves.findPlacedMessage(tx, move.message_id);
  await followMessage(tx, message?.receipt_id ?? null, { caseId: from.id });
  for (const id of shown) await refreshCase(tx, id);
  await closeAgain(tx, actor, to.id, move.reopened_from, move.moved_at);
  await unsplitCase(tx, actor, to, from.id, now);
  for (const id of shown) await settleCase(tx, id, now);
  const facts = { message_id: move.message_id, move_id: move.id, ...ends(from, to) };
  await emitEvent(
    tx,
    actor,
    { name: 'message.moved_back', subjectId: shownIn(from), facts },
    { name: 'message.moved_back', subjectId: shownIn(to), facts },
  );
}

async function lockEnds(tx: Tx, actor: Actor, move: MessageMove) {
  const ids = [move.from_case_id, move.to_case_id];
  const before = await tx.db
    .selectFrom('cases')
    .select(['id', 'merged_into_id'])
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .execute();
  const shown = new Set(before.flatMap((one) => [one.id, one.merged_into_id ?? one.id]));
  const locked = await lockCases(tx, actor, [...shown]);
  return { from: locked.get(move.from_case_id)!, to: locked.get(move.to_case_id)!, shown };
}

/** Where the messages of a case are shown: in the case that stays. */
function shownIn(one: SeenCase): string {
  return one.merged_into_id ?? one.id;
}

function ends(from: SeenCase, to: SeenCase) {
  return {
    from_case: { id: from.id, number: from.number },
    to_case: { id: to.id, number: to.number },
  };
}
