export type GestureState = 'proposed' | 'approved' | 'refused' | 'given' | 'withdrawn';
export type GestureDecision = 'approve' | 'refuse' | 'give' | 'withdraw';

export interface GestureTimes {
  approved_at: Date | null;
  refused_at: Date | null;
  given_at: Date | null;
  withdrawn_at: Date | null;
}

/** How a gesture stands: what came last. */
export function stateOf(times: GestureTimes): GestureState {
  if (times.withdrawn_at) return 'withdrawn';
  if (times.refused_at) return 'refused';
  if (times.given_at) return 'given';
  return times.approved_at ? 'approved' : 'proposed';
}

/** What somebody gives without asking; `cents` null: any amount. Another currency: nothing. */
export interface OwnLimit {
  cents: number | null;
  currency: string;
}

/** Whether an amount lies within a limit. */
export function isWithin(amount: { cents: number; currency: string }, limit: OwnLimit): boolean {
  if (limit.cents === null) return true;
  return limit.currency === amount.currency && amount.cents <= limit.cents;
}

export type GestureRefusal =
  | 'gesture_decided'
  | 'gesture_unapproved'
  | 'gesture_undecided'
  | 'not_the_decider'
  | 'own_gesture'
  | 'over_limit'
  | 'not_an_approver';

export interface GestureFacts {
  state: GestureState;
  amount: { cents: number; currency: string };
  limit: OwnLimit;
  isProposer: boolean;
  isSupervisor: boolean;
}

/**
 * Whether a decision about a gesture can be made. Over the limit of its proposer a second person
 * approves, within their own limit; what was given can still be withdrawn, by a supervisor.
 */
export function decideGesture(
  decision: GestureDecision,
  facts: GestureFacts,
): 'decide' | GestureRefusal {
  const { state } = facts;
  if (state === 'refused' || state === 'withdrawn') return 'gesture_decided';
  switch (decision) {
    case 'give':
      if (state === 'given') return 'gesture_decided';
      return state === 'approved' ? 'decide' : 'gesture_unapproved';
    case 'withdraw':
      if (facts.isSupervisor) return 'decide';
      return state === 'given' || !facts.isProposer ? 'not_an_approver' : 'decide';
    case 'approve':
    case 'refuse':
      if (state !== 'proposed') return 'gesture_decided';
      if (!facts.isSupervisor) return 'not_an_approver';
      if (decision === 'refuse') return 'decide';
      if (facts.isProposer) return 'own_gesture';
      return isWithin(facts.amount, facts.limit) ? 'decide' : 'over_limit';
  }
}

/**
 * Whether the last decision can be taken back, and which it was: by who made it. An approval
 * within the limit of the proposer was nobody’s decision.
 */
export function decideTakingBack(facts: {
  state: GestureState;
  isDecider: boolean;
  isOwnApproval: boolean;
}): Exclude<GestureState, 'proposed'> | 'gesture_undecided' | 'not_the_decider' {
  const { state } = facts;
  if (state === 'proposed' || (state === 'approved' && facts.isOwnApproval)) {
    return 'gesture_undecided';
  }
  return facts.isDecider ? state : 'not_the_decider';
}

const noMail: readonly RegExp[] = [
  /\b(?:keine|keinerlei)\b[^.!?\n]{0,30}\b(?:e-?mails?|mails|nachrichten|werbung|umfragen?|newsletter)\b[^.!?\n]{0,20}\bmehr\b/i,
  /\b(?:möchte|will|wünsche|wollen)\b[^.!?\n]{0,30}\bkeine\b[^.!?\n]{0,30}\b(?:e-?mails?|mails|nachrichten|werbung|umfragen?)\b/i,
  /\b(?:schreiben|mailen|kontaktieren) sie mi(?:r|ch) (?:bitte )?(?:nicht|nie)\b/i,
  /\blassen sie mich (?:endlich |bitte )?in ruhe\b/i,
  /\b(?:no more|stop (?:sending|emailing|mailing)|don[’']t (?:send|email|mail|write)|do not (?:send|email|mail|write))\b[^.!?\n]{0,40}\b(?:e-?mails?|mails?|messages|surveys?|me)\b/i,
  /\b(?:unsubscribe|abmelden|leave me alone)\b/i,
];

/** Whether somebody says that they want no (more) mail. */
export function wantsNoMail(text: string): boolean {
  return noMail.some((pattern) => pattern.test(text));
}
