import type { Actor } from '../../platform/actor.ts';
import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import {
  findAvailability,
  listConnectedIds,
  newcomer,
  saveAvailability,
} from './availability-store.ts';
import { endRinging, makeOffers } from './make-offers.ts';
import { listRinging } from './offer-store.ts';
import type { AvailabilityState } from './routing-tables.ts';
import { lockRouting, type RoutingSettings } from './routing-settings-store.ts';
import { listHeld } from './routing-views.ts';
import { settleWaits } from './settle-waits.ts';

export interface AvailabilityWish {
  state?: AvailabilityState | undefined;
  /** Null: that of the teams or of the account. */
  capacity?: number | null | undefined;
}

/**
 * Says whether a member takes live conversations from now on, and how many at once. Who goes away
 * keeps what they have, until its contacts have waited too long; what rings at them goes on to
 * somebody else.
 */
export async function setAvailability(
  tx: Tx,
  actor: Actor,
  memberId: string,
  wish: AvailabilityWish,
  now: Date,
): Promise<void> {
  const settings = await lockRouting(tx);
  await applyWish(tx, actor, memberId, wish, settings, now);
  await makeOffers(tx, settings, now);
}

async function applyWish(
  tx: Tx,
  actor: Actor,
  memberId: string,
  wish: AvailabilityWish,
  settings: RoutingSettings,
  now: Date,
): Promise<void> {
  const before = (await findAvailability(tx, memberId)) ?? newcomer(memberId, now);
  const { state = before.state, capacity = before.capacity } = wish;
  const comes = state === 'live' && before.state !== 'live';
  const isHere = (await listConnectedIds(tx)).has(memberId);
  await saveAvailability(tx, {
    member_id: memberId,
    state,
    capacity,
    since: state === before.state ? before.since : now,
    because: decideBecause(actor, memberId),
    // Who says so again is free again: that is how one asks for what one missed.
    free_since: state === 'live' ? now : before.free_since,
    idle_since: comes ? now : before.idle_since,
    leave_at:
      isHere || state === 'away' ? null : new Date(now.getTime() + settings.leave_seconds * 1_000),
    release_at: null,
  });
  if (state !== before.state) await settleHeld(tx, memberId, settings, now);
  if (state !== 'live') {
    for (const offer of await listRinging(tx, { memberId })) {
      await endRinging(tx, offer, 'withdrawn', now);
    }
  }
  await emitEvent(tx, actor, {
    name: 'availability.changed',
    subjectId: memberId,
    facts: { member_id: memberId, state, capacity },
  });
}

/**
 * Looks again at what a member has: where they went away, when it rings at others; where they came
 * back, it is theirs alone again. The caller holds `lockRouting`.
 */
export async function settleHeld(
  tx: Tx,
  memberId: string,
  settings: RoutingSettings,
  now: Date,
): Promise<void> {
  const held = await listHeld(tx, memberId);
  const caseIds = [...new Set(held.map((row) => row.case_id))];
  if (caseIds.length > 0) await settleWaits(tx, caseIds, settings, now);
}

/** Sets those away whose last desk closed some seconds ago. The caller holds `lockRouting`. */
export async function sendAway(
  tx: Tx,
  memberIds: readonly string[],
  settings: RoutingSettings,
  now: Date,
): Promise<void> {
  const clock = systemActor(tx.accountId, 'routing');
  for (const memberId of memberIds) {
    await applyWish(tx, clock, memberId, { state: 'away' }, settings, now);
  }
}

function decideBecause(actor: Actor, memberId: string): 'own' | 'supervisor' | 'left' {
  if (actor.kind === 'system') return 'left';
  return actor.kind === 'member' && actor.id === memberId ? 'own' : 'supervisor';
}
