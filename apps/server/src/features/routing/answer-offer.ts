import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { noteTaken } from './availability-store.ts';
import type { RoutingHands } from './hand-over-conversation.ts';
import { endRinging, makeOffers, tellOffer } from './make-offers.ts';
import { endOffer, findOffer, type OfferRow, removeWait } from './offer-store.ts';
import { decideAnswer } from './routing-rules.ts';
import { lockRouting } from './routing-settings-store.ts';

/**
 * Takes the conversation that rings at the member: they are responsible for its case. Refuses with
 * `offer_over` where it rings there no more, `case_taken` where somebody took the case by hand.
 * Answers the case’s id.
 */
export async function acceptOffer(
  tx: Tx,
  actor: MemberActor,
  offerId: string,
  hands: RoutingHands,
  now: Date,
): Promise<string> {
  await lockRouting(tx);
  const offer = await getRinging(tx, actor, offerId);
  await endOffer(tx, offer.id, 'accepted', now);
  await removeWait(tx, offer.conversation_id);
  await noteTaken(tx, actor.id, now);
  // Whoever had it and went away has it no longer; anybody else took it by hand.
  const holderId = offer.reason.facts.holder?.id ?? null;
  const input = { member_id: actor.id, expected_assignee_id: holderId };
  await hands.assignCase(tx, actor, offer.case_id, input);
  await emitEvent(
    tx,
    actor,
    tellOffer('offer.accepted', {
      conversationId: offer.conversation_id,
      caseId: offer.case_id,
      memberId: actor.id,
      offerId,
    }),
  );
  return offer.case_id;
}

/** Leaves it to somebody else, at whom it rings at once. Refuses as `acceptOffer` does. */
export async function declineOffer(
  tx: Tx,
  actor: MemberActor,
  offerId: string,
  now: Date,
): Promise<void> {
  const settings = await lockRouting(tx);
  const offer = await getRinging(tx, actor, offerId);
  await endRinging(tx, offer, 'declined', now);
  await makeOffers(tx, settings, now);
}

async function getRinging(tx: Tx, actor: MemberActor, offerId: string): Promise<OfferRow> {
  const offer = await findOffer(tx, offerId);
  if (!offer) throw notFound('offer');
  const answer = decideAnswer({ memberId: offer.member_id, state: offer.state }, actor.id);
  if (answer === 'ringing') return offer;
  // Whose it is, is nobody else’s business.
  if (answer === 'not_theirs') throw notFound('offer');
  throw new Refused(
    'offer_over',
    'This does not ring at you any more: it went on to somebody else, or was taken. ' +
      'Nothing was changed; you can still take the case from the list.',
  );
}
