import type { AvailabilityState, OfferReason } from './routing-tables.ts';

/** A live conversation as it stands, for deciding whom it waits for. */
export interface LiveStanding {
  servedBy: 'bot' | 'people';
  /** Side conversations, removed and merged cases ring nowhere. */
  reachable: boolean;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  assigneeId: string | null;
  /** Of whoever has the case; without one it says nothing. */
  holder: Holder;
  lastAt: Date;
  lastDirection: 'in' | 'out' | null;
  /** The newest message of the contact, held until somebody decides, says nothing yet. */
  held: boolean;
}

/** Whether somebody who has a case is there for its contact. */
export interface Holder {
  /** Their login works. */
  active: boolean;
  state: AvailabilityState;
  /** Since when they are in this state; null: they never said anything. */
  since: Date | null;
  /** A desk of theirs is open. */
  connected: boolean;
}

/**
 * From when a conversation that somebody has rings at others: they went away, and its contact waits
 * for an answer. Whoever is away with an open desk finishes what they have, so for them the time
 * counts from the contact’s last word. Null: never, as things stand.
 */
export function decideRelease(standing: LiveStanding, release_ms: number): Date | null {
  const { assigneeId, servedBy, lastDirection, lastAt, holder } = standing;
  if (assigneeId === null || servedBy !== 'people' || lastDirection !== 'in') return null;
  if (!holder.active) return lastAt;
  if (holder.state !== 'away') return null;
  const since = holder.since ?? lastAt;
  const from = holder.connected && since < lastAt ? lastAt : since;
  return new Date(from.getTime() + release_ms);
}

/** Whom a live conversation waits for; null: nobody. */
export function decideWait(
  standing: LiveStanding,
  { now, release_ms }: { now: Date; release_ms: number },
): 'people' | 'bot' | null {
  const { servedBy, reachable, status, assigneeId, lastDirection, held } = standing;
  if (!reachable || held || status !== 'open') return null;
  if (assigneeId !== null) {
    const releaseAt = decideRelease(standing, release_ms);
    return releaseAt !== null && releaseAt <= now ? 'people' : null;
  }
  // Who was handed to people waits for them even where the bot had the last word.
  if (servedBy === 'people') return 'people';
  return lastDirection === 'in' ? 'bot' : null;
}

/** A member as the choice sees them. */
export interface Candidate {
  id: string;
  state: AvailabilityState;
  /** A desk of theirs is open. */
  connected: boolean;
  teamIds: readonly string[];
  /** Live conversations they have. */
  held: number;
  /** Live conversations ringing at them. */
  ringing: number;
  capacity: number;
  freeSince: Date;
  idleSince: Date;
}

/** An earlier offer of the same conversation. */
export interface EarlierOffer {
  memberId: string;
  /** How it ended; withdrawn ones were nobody’s choice and do not count. */
  state: string;
  endedAt: Date;
}

export interface OfferFacts {
  teamId: string | null;
  /** Who has the case and went away; null: nobody has it. */
  holder: { id: string; name: string } | null;
  candidates: readonly Candidate[];
  /** Newest last. */
  earlier: readonly EarlierOffer[];
  again_ms: number;
}

export interface OfferChoice {
  memberId: string;
  reason: OfferReason;
}

/** Whether somebody can take one more live conversation of this team. */
export function canTake(one: Candidate, teamId: string | null): boolean {
  if (one.state !== 'live' || !one.connected) return false;
  if (one.held + one.ringing >= one.capacity) return false;
  return teamId === null || one.teamIds.includes(teamId);
}

/**
 * At whom a waiting conversation rings next: of those with room who were not asked yet, the one who
 * is idle longest. Whoever was asked before is asked again only after they came or ended a
 * conversation since, or after `again_ms`, and the last one asked only where there is nobody else.
 * Null: nobody now; it stays in the list.
 */
export function decideOffer(facts: OfferFacts, now: Date): OfferChoice | null {
  const { teamId, candidates, again_ms: again } = facts;
  const asked = facts.earlier.filter(({ state }) => state !== 'withdrawn');
  const last = asked.at(-1)?.memberId ?? null;
  const lastAsked = new Map(asked.map((one) => [one.memberId, one.endedAt]));
  const fits = candidates.filter((one) => canTake(one, teamId));
  const open = fits.filter((one) => {
    const at = lastAsked.get(one.id);
    return !at || one.freeSince > at || now.getTime() - at.getTime() >= again;
  });
  const others = open.filter((one) => one.id !== last);
  const [best] = (others.length > 0 ? others : open).toSorted(
    (a, b) => a.idleSince.getTime() - b.idleSince.getTime() || (a.id < b.id ? -1 : 1),
  );
  if (!best) return null;
  const code = facts.holder
    ? 'holder_away'
    : lastAsked.has(best.id)
      ? 'asked_again'
      : fits.length === 1
        ? 'only_one'
        : 'longest_idle';
  return {
    memberId: best.id,
    reason: {
      code,
      facts: {
        idle_since: best.idleSince.toISOString(),
        held: best.held,
        capacity: best.capacity,
        others: fits.length - 1,
        holder: facts.holder,
      },
    },
  };
}

/** How many live conversations at once: own number, else the largest of the teams, else the account’s. */
export function decideCapacity(
  own: number | null,
  ofTeams: readonly number[],
  ofAccount: number,
): number {
  if (own !== null) return own;
  return ofTeams.length > 0 ? Math.max(...ofTeams) : ofAccount;
}

/** Whether a member may answer what rings. */
export function decideAnswer(
  offer: { memberId: string; state: string },
  memberId: string,
): 'ringing' | 'over' | 'not_theirs' {
  if (offer.memberId !== memberId) return 'not_theirs';
  return offer.state === 'ringing' ? 'ringing' : 'over';
}
