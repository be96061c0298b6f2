/** A hand-over that stands, oldest first in lists; null: no team. */
export interface PastTransfer {
  id: string;
  fromTeamId: string | null;
  toTeamId: string | null;
}

export interface SendBackFacts {
  /** Transfers of the case that were not taken back, oldest first. */
  transfers: readonly PastTransfer[];
  /** Who shall get it. */
  toTeamId: string | null;
  /** Teams of each member who was responsible since `toTeamId` gave the case away. */
  holders: readonly { teamIds: readonly string[] }[];
  actor: {
    /** A supervisor or administrator. */
    supervises: boolean;
    teamIds: readonly string[];
    /** The actor becomes responsible by this transfer. */
    takesItOn: boolean;
  };
  reason: string;
}

/** The transfer by which this team last gave the case away; null if it never had it. */
export function findGivingAway(
  transfers: readonly PastTransfer[],
  teamId: string | null,
): PastTransfer | null {
  if (teamId === null) return null;
  return transfers.findLast((one) => one.fromTeamId === teamId) ?? null;
}

/**
 * The ping-pong guard: a case does not go back to the team it came from unless a third party stands
 * between. A third party is (a) another team that owned the case since that team gave it away,
 * (b) a member of neither team who was responsible for it since, (c) a supervisor who gives a
 * reason, or (d) a member of that team, and not of the present one, who takes the case on
 * themselves: fetching is not sending. “No team” is no party: a detour over it changes nothing.
 */
export function decideSendingBack(facts: SendBackFacts): 'allowed' | 'sent_back' | 'needs_reason' {
  const { transfers, toTeamId, actor } = facts;
  const given = findGivingAway(transfers, toTeamId);
  if (given === null) return 'allowed';
  const since = transfers.slice(transfers.indexOf(given));
  const owners = since.map((one) => one.toTeamId).filter((id) => id !== null);
  const present = owners.at(-1);
  // It went to no team only: nobody received it who could send it back.
  if (present === undefined || present === toTeamId) return 'allowed';
  const isThird = (id: string) => id !== present && id !== toTeamId;
  if (owners.some(isThird)) return 'allowed';
  const isOutside = ({ teamIds }: { teamIds: readonly string[] }) =>
    !teamIds.some((id) => !isThird(id));
  if (facts.holders.some(isOutside)) return 'allowed';
  const fetches = actor.takesItOn && actor.teamIds.includes(toTeamId!);
  if (fetches && !actor.teamIds.includes(present)) return 'allowed';
  if (!actor.supervises) return 'sent_back';
  return facts.reason.trim() === '' ? 'needs_reason' : 'allowed';
}

/** What decides whether the contact hears of a transfer. */
export interface TellingFacts {
  toTeamId: string | null;
  accountTells: boolean;
  held: boolean;
  /** A machine wrote what would be answered. */
  automatic: boolean;
  hasAddress: boolean;
  /** When they were last told of a transfer of this case; null: never. */
  lastToldAt: Date | null;
  wanted: boolean;
  now: Date;
}

/** A second move within a day is not told again: it would confuse more than it helps. */
const TOLD_AGAIN_AFTER_MS = 24 * 60 * 60 * 1_000;

/** Whether the contact is told who has the case now, and if not, why. */
export function decideTelling(facts: TellingFacts) {
  if (facts.toTeamId === null) return 'no_team' as const;
  if (!facts.accountTells) return 'switched_off' as const;
  if (facts.held) return 'held' as const;
  if (facts.automatic) return 'automatic' as const;
  if (!facts.hasAddress) return 'no_address' as const;
  const { lastToldAt, now } = facts;
  if (lastToldAt !== null && now.getTime() - lastToldAt.getTime() < TOLD_AGAIN_AFTER_MS) {
    return 'told_today' as const;
  }
  return facts.wanted ? ('told' as const) : ('left_out' as const);
}
