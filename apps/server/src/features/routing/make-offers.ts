import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent, type NewEvent } from '../../platform/events/emit-event.ts';
import { listMemberRefs } from '../members/public.ts';
import {
  endOffer,
  insertOffer,
  listEarlierOffers,
  listRinging,
  listWaits,
  type OfferRow,
  postponeWaits,
  type WaitRow,
} from './offer-store.ts';
import { offersAtOnceMax } from './routing-limits.ts';
import { type Candidate, decideCapacity, decideOffer } from './routing-rules.ts';
import { listTeamCapacities, type RoutingSettings } from './routing-settings-store.ts';
import { listAvailable } from './routing-views.ts';

/**
 * Lets what waits and does not ring ring at somebody who has room; what nobody can take stays and
 * is looked at again. The caller holds `lockRouting`.
 */
export async function makeOffers(tx: Tx, settings: RoutingSettings, now: Date): Promise<void> {
  const ringing = new Set((await listRinging(tx)).map((offer) => offer.conversation_id));
  const waits = (await listWaits(tx, offersAtOnceMax + ringing.size)).filter(
    (wait) => wait.waits_for === 'people' && !ringing.has(wait.conversation_id),
  );
  if (waits.length === 0) return;
  const candidates = await listCandidates(tx, settings, now);
  const earlier = Map.groupBy(
    await listEarlierOffers(
      tx,
      waits.map((wait) => wait.conversation_id),
    ),
    (offer) => offer.conversation_id,
  );
  const holders = await listMemberRefs(
    tx,
    waits.map((wait) => wait.holder_id),
  );
  const events: NewEvent[] = [];
  const left: string[] = [];
  for (const wait of waits) {
    const made = await offerOne(tx, wait, {
      candidates,
      holder: (wait.holder_id && holders.get(wait.holder_id)) || null,
      earlier: earlier.get(wait.conversation_id) ?? [],
      settings,
      now,
    });
    if (made) events.push(made);
    else left.push(wait.conversation_id);
  }
  await postponeWaits(tx, left, inSeconds(now, settings.again_seconds));
  await emitEvent(tx, systemActor(tx.accountId, 'routing'), ...events);
}

interface OfferingFacts {
  holder: { id: string; name: string } | null;
  candidates: readonly Candidate[];
  earlier: readonly OfferRow[];
  settings: RoutingSettings;
  now: Date;
}

async function offerOne(tx: Tx, wait: WaitRow, facts: OfferingFacts): Promise<NewEvent | null> {
  const { candidates, settings, now } = facts;
  const choice = decideOffer(
    {
      teamId: wait.team_id,
      holder: facts.holder,
      candidates,
      earlier: facts.earlier
        .filter((offer) => offer.ended_at !== null && offer.offered_at >= wait.since)
        .map((offer) => ({
          memberId: offer.member_id,
          state: offer.state,
          endedAt: offer.ended_at!,
        })),
      again_ms: settings.again_seconds * 1_000,
    },
    now,
  );
  if (!choice) return null;
  const { memberId, reason } = choice;
  const { conversation_id: conversationId, case_id: caseId } = wait;
  const ringsUntil = inSeconds(now, settings.ring_seconds);
  const place = { conversationId, caseId, memberId };
  const offerId = await insertOffer(tx, { ...place, reason, at: now, ringsUntil });
  await postponeWaits(tx, [conversationId], inSeconds(ringsUntil, settings.again_seconds));
  const rung = candidates.find((one) => one.id === memberId);
  if (rung) rung.ringing++;
  return tellOffer('offer.made', { ...place, offerId });
}

/** Everybody who works the desk, as the choice sees them. */
export async function listCandidates(
  tx: Tx,
  settings: RoutingSettings,
  now: Date,
): Promise<Candidate[]> {
  const teams = await listTeamCapacities(tx);
  const rows = await listAvailable(tx, quietSince(settings, now));
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    connected: row.connected,
    teamIds: row.team_ids,
    held: row.held,
    ringing: row.ringing,
    capacity: decideCapacity(
      row.own_capacity,
      row.team_ids.flatMap((teamId) => teams.get(teamId) ?? []),
      settings.capacity,
    ),
    freeSince: row.free_since,
    idleSince: row.idle_since,
  }));
}

/** Before this, a conversation in which nobody wrote takes up nobody. */
export function quietSince(settings: RoutingSettings, now: Date): Date {
  return inSeconds(now, -60 * settings.quiet_minutes);
}

/** Ends offers whose time is over: the next is asked by `makeOffers`. */
export async function endRungOut(tx: Tx, now: Date): Promise<void> {
  for (const offer of await listRinging(tx, { overBy: now })) {
    await endRinging(tx, offer, 'missed', now);
  }
}

/** Ends what rings and tells so; the wait of it, where it goes on, is due at once. */
export async function endRinging(
  tx: Tx,
  offer: OfferRow,
  state: 'declined' | 'missed' | 'withdrawn',
  now: Date,
): Promise<void> {
  if (!(await endOffer(tx, offer.id, state, now))) return;
  await postponeWaits(tx, [offer.conversation_id], now);
  await emitEvent(
    tx,
    systemActor(tx.accountId, 'routing'),
    tellOffer(`offer.${state}`, {
      conversationId: offer.conversation_id,
      caseId: offer.case_id,
      memberId: offer.member_id,
      offerId: offer.id,
    }),
  );
}

/** What is told of an offer: ids only; desks ask for the rest. */
export function tellOffer(
  name: string,
  offer: { conversationId: string; caseId: string; memberId: string; offerId: string },
): NewEvent {
  return {
    name,
    subjectId: offer.caseId,
    facts: {
      offer_id: offer.offerId,
      conversation_id: offer.conversationId,
      member_id: offer.memberId,
    },
  };
}

function inSeconds(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1_000);
}
