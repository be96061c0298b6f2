type CaseStatus = 'open' | 'waiting' | 'resolved' | 'closed';

/**
 * Who gets the case. `expected` is whom the caller believes to have it (undefined: no check).
 * Taking is refused only where another one took it: a case that was let go meanwhile can be taken.
 */
export function decideAssignment(facts: {
  current: string | null;
  wanted: string | null;
  expected: string | null | undefined;
}): 'assign' | 'same' | 'taken' {
  if (facts.current === facts.wanted) return 'same';
  if (facts.expected === undefined || facts.current === null) return 'assign';
  return facts.current === facts.expected ? 'assign' : 'taken';
}

/** Whether a case may go to another team, and if not, why. */
export function decideTransfer(facts: {
  status: CaseStatus;
  fromTeamId: string | null;
  toTeamId: string | null;
  memberId: string | null;
  /** Teams of the member who shall be responsible there. */
  memberTeamIds: readonly string[];
}): 'transfer' | 'same_team' | 'case_over' | 'member_elsewhere' {
  if (facts.status === 'resolved' || facts.status === 'closed') return 'case_over';
  if (facts.fromTeamId === facts.toTeamId) return 'same_team';
  if (facts.memberId === null) return 'transfer';
  const belongs = facts.toTeamId !== null && facts.memberTeamIds.includes(facts.toTeamId);
  return belongs ? 'transfer' : 'member_elsewhere';
}

/** The columns of a case that say whose turn it is. */
export interface CaseTurn {
  status: CaseStatus;
  waiting_until: Date | null;
  waiting_reason: string | null;
  resolved_at: Date | null;
  closed_at: Date | null;
}

export type StatusDecision =
  | { outcome: 'change'; change: CaseTurn }
  | { outcome: 'same' }
  | { outcome: 'until_missing' | 'until_past' | 'until_needless' };

/**
 * The case’s turn after a change of status. Re-opening clears when it was resolved and closed, and
 * never touches when it was first answered.
 */
export function decideStatusChange(
  current: CaseTurn,
  wanted: { status: CaseStatus; waitingUntil: Date | null; reason: string | null },
  now: Date,
): StatusDecision {
  const { status, waitingUntil, reason } = wanted;
  if (status === 'waiting') {
    if (!waitingUntil) return { outcome: 'until_missing' };
    if (waitingUntil <= now) return { outcome: 'until_past' };
  } else if (waitingUntil) {
    return { outcome: 'until_needless' };
  }
  const sameUntil = current.waiting_until?.getTime() === waitingUntil?.getTime();
  if (status === current.status && (status !== 'waiting' || sameUntil)) return { outcome: 'same' };
  const over = status === 'resolved' || status === 'closed';
  return {
    outcome: 'change',
    change: {
      status,
      waiting_until: waitingUntil,
      waiting_reason: status === 'waiting' ? reason : null,
      resolved_at: over ? (current.resolved_at ?? now) : null,
      closed_at: status === 'closed' ? now : null,
    },
  };
}

/** Times at which ending the case by hand may have withdrawn promises. */
export function listEndings(current: CaseTurn): Date[] {
  return [current.resolved_at, current.closed_at].filter((at) => at !== null);
}

/**
 * Whether a merge, or a message that joins, makes the other case our turn: otherwise an open matter
 * would disappear in a case that nobody looks at.
 */
export function decideReopening(
  target: CaseStatus,
  comes: { status: CaseStatus } | { direction: 'in' | 'out' },
): boolean {
  if (target === 'open') return false;
  if ('direction' in comes) return comes.direction === 'in';
  if (comes.status === 'open') return true;
  return comes.status === 'waiting' && target !== 'waiting';
}

/** Whether an undo may put the old status back: only if nothing was said or changed since. */
export function decideClosingAgain(facts: {
  status: CaseStatus;
  lastInAt: Date | null;
  reopenedAt: Date;
}): boolean {
  if (facts.status !== 'open') return false;
  return facts.lastInAt === null || facts.lastInAt <= facts.reopenedAt;
}

/** Whether a message may be taken to another case, and if not, why. */
export function decideMove(facts: {
  /** The case that stays, where the message’s own case was merged. */
  fromCaseId: string;
  toCaseId: string | null;
  held: boolean;
  deliveryState: string | null;
}): 'move' | 'same_case' | 'message_held' | 'message_leaving' {
  if (facts.held) return 'message_held';
  if (facts.deliveryState === 'waiting' || facts.deliveryState === 'scheduled') {
    return 'message_leaving';
  }
  return facts.fromCaseId === facts.toCaseId ? 'same_case' : 'move';
}

/** Tags as they are kept: trimmed, each once, in the order given. */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim().replaceAll(/\s+/g, ' ')))];
}
