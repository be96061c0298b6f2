import type {
  Availability,
  ConversationOffer,
  getLiveDesk,
  LiveConversation,
} from '@earshot/contract/routing-contract.ts';
import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor, MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { isUnread, loadCaseRows, presentCaseRow } from '../cases/public.ts';
import { listTeamRefs } from '../members/public.ts';
import { quietSince } from './make-offers.ts';
import { listRinging, type OfferRow } from './offer-store.ts';
import { decideCapacity } from './routing-rules.ts';
import { findRoutingSettings, listTeamCapacities } from './routing-settings-store.ts';
import { routingText } from './routing-texts.ts';
import {
  type AvailableRow,
  countWaits,
  type HeldRow,
  listAvailable,
  listHeld,
  listOffered,
} from './routing-views.ts';

/** Who of the desk takes live conversations; one of them only, where `memberId` is given. */
export async function presentAvailabilities(
  tx: Tx,
  now: Date,
  memberId?: string,
): Promise<Availability[]> {
  const settings = await findRoutingSettings(tx);
  const all = await listAvailable(tx, quietSince(settings, now));
  const rows = memberId === undefined ? all : all.filter((row) => row.id === memberId);
  const capacities = await listTeamCapacities(tx);
  const teams = await listTeamRefs(
    tx,
    rows.flatMap((row) => row.team_ids),
  );
  return rows.map((row) => ({
    ...presentState(row),
    teams: row.team_ids.flatMap((id) => teams.get(id) ?? []),
    capacity: decideCapacity(
      row.own_capacity,
      row.team_ids.flatMap((id) => capacities.get(id) ?? []),
      settings.capacity,
    ),
  }));
}

function presentState(row: AvailableRow): Omit<Availability, 'teams' | 'capacity'> {
  return {
    member: { id: row.id, name: row.name },
    state: row.state,
    because: row.because,
    since: row.since?.toISOString() ?? null,
    connected: row.connected,
    held: row.held,
    ringing: row.ringing,
    own_capacity: row.own_capacity,
  };
}

/** One member of the desk; throws 404 for somebody who does not work it. */
export async function presentAvailability(
  tx: Tx,
  memberId: string,
  now: Date,
): Promise<Availability> {
  const [row] = await presentAvailabilities(tx, now, memberId);
  if (!row) throw notFound('member');
  return row;
}

/** What rings at the member and what they have. */
export async function presentLiveDesk(
  tx: Tx,
  actor: MemberActor,
  now: Date,
): Promise<ResponseOf<typeof getLiveDesk>> {
  const offers = await listRinging(tx, { memberId: actor.id });
  const offered = await listOffered(
    tx,
    actor.id,
    offers.map((offer) => offer.conversation_id),
  );
  const held = await listHeld(tx, actor.id);
  const rows = await presentRows(tx, actor, [...offered, ...held]);
  const waiting = await countWaits(tx);
  return {
    availability: await presentAvailability(tx, actor.id, now),
    offers: offers.flatMap((offer) => {
      const one = offered.find((row) => row.conversation_id === offer.conversation_id);
      const shown = one && presentLive(one, rows);
      return shown ? [presentOffer(offer, shown, actor, now)] : [];
    }),
    conversations: held.flatMap((row) => presentLive(row, rows) ?? []),
    waiting: waiting.people,
  };
}

/** Rows of cases that the actor was asked to take, or has. */
async function presentRows(
  tx: Tx,
  actor: Actor,
  held: readonly HeldRow[],
): Promise<Map<string, CaseRow>> {
  const ids = [...new Set(held.map((row) => row.case_id))];
  const rows = await loadCaseRows(tx, ids, actor.id);
  return new Map(rows.map((row) => [row.id, presentCaseRow(row, isUnread(row))]));
}

function presentLive(row: HeldRow, rows: ReadonlyMap<string, CaseRow>): LiveConversation | null {
  const shown = rows.get(row.case_id);
  if (!shown) return null;
  return {
    conversation_id: row.conversation_id,
    channel_name: row.channel_name,
    served_by: row.served_by,
    last_seq: row.last_seq,
    waiting_since: row.waiting_since?.toISOString() ?? null,
    unread_count: row.unread,
    case: shown,
  };
}

function presentOffer(
  offer: OfferRow,
  shown: LiveConversation,
  actor: Actor,
  now: Date,
): ConversationOffer {
  const { code, facts } = offer.reason;
  const idle_ms = now.getTime() - new Date(facts.idle_since).getTime();
  const { held, capacity, others, holder } = facts;
  return {
    ...shown,
    offer_id: offer.id,
    offered_at: offer.offered_at.toISOString(),
    rings_until: offer.rings_until.toISOString(),
    reason: {
      code,
      text: routingText(actor.locale, code, {
        held,
        capacity,
        others,
        people: others + 1,
        holder: holder?.name ?? '',
        minutes: Math.max(0, Math.floor(idle_ms / 60_000)),
      }),
    },
  };
}
