import type { createCaseAssignment } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../cases/public.ts';
import { insertBotHandOver } from './hand-over-store.ts';
import type { BotHandOverRow } from './hand-over-store.ts';
import { findLiveStanding } from './routing-views.ts';
import type { Learnt } from './routing-tables.ts';

/** What lower slices do for this one; `compose-routes.ts` and `app.ts` give it. */
export interface RoutingHands {
  assignCase(
    tx: Tx,
    actor: Actor,
    caseId: string,
    input: BodyOf<typeof createCaseAssignment>,
  ): Promise<void>;
  /** Writes who answers a conversation; false where it was so already. */
  serveConversation(tx: Tx, conversationId: string, by: 'bot' | 'people'): Promise<boolean>;
}

export interface HandOverWish {
  to: 'bot' | 'people';
  because: BotHandOverRow['because'];
  reason: string;
  learnt: readonly Learnt[];
}

/**
 * Gives a live conversation from a bot to people, where it rings, or back to a bot. Asked for twice
 * it happens once. Throws 404 where there is no such live conversation or the actor may not see it,
 * and refuses `conversation_over` for a bot on a case that is over.
 */
export async function handOverConversation(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  wish: HandOverWish,
  hands: RoutingHands,
  now: Date,
): Promise<void> {
  const standing = await findLiveStanding(tx, conversationId);
  if (!standing?.reachable) throw notFound('conversation');
  const openCase = await getCaseForUpdate(tx, actor, standing.caseId);
  const over = openCase.status === 'resolved' || openCase.status === 'closed';
  if (wish.to === 'bot' && over) {
    throw new Refused(
      'conversation_over',
      'This conversation is over; nothing was handed over. Re-open the case first.',
    );
  }
  if (!(await hands.serveConversation(tx, conversationId, wish.to))) return;
  if (wish.to === 'bot' && openCase.assignee_id !== null) {
    await hands.assignCase(tx, actor, openCase.id, { member_id: null });
  }
  const { because, reason, learnt } = wish;
  const id = await insertBotHandOver(tx, {
    conversationId,
    caseId: openCase.id,
    servedBy: wish.to,
    because,
    reason,
    learnt,
    by: storedActor(actor),
    at: now,
  });
  await emitEvent(tx, actor, {
    name: 'conversation.handed_over',
    subjectId: openCase.id,
    facts: { hand_over_id: id, conversation_id: conversationId, to: wish.to, because, reason },
  });
}
