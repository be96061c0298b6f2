import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import {
  type Because,
  decideDue,
  decidePolicy,
  decideWarning,
  type LivePolicy,
  type MatchedFacts,
} from '../policies/policy-rules.ts';
import { promiseText } from '../promise-texts.ts';
import type { ClockKind } from '../promise-tables.ts';

/** What must be known of a case to promise something. */
export interface PlanFacts extends MatchedFacts {
  /** Hours of the channel: what holds where no policy says more. */
  answerWithinHours: number;
  /** Of the contact. */
  language: ContactLanguage;
  /** In which the words name the time. */
  timeZone: string;
}

/** A promise that is not made yet. */
export interface PlannedPromise {
  kind: ClockKind;
  dueAt: Date;
  warnAt: Date;
  words: string;
  language: ContactLanguage;
  because: Because;
  policyId: string | null;
  calendarId: string | null;
  targetMinutes: number | null;
  targetDays: number | null;
  pauses: boolean;
}

const WARN_PERCENT = 20;
const HOUR_MINUTES = 60;

/**
 * The promises of these kinds that a case gets now, from the first policy that matches. What that
 * one leaves open has the hours of the channel, where `must` says that something is promised.
 */
export function planPromises(
  policies: readonly LivePolicy[],
  facts: PlanFacts,
  kinds: readonly ClockKind[],
  now: Date,
  must: ClockKind | null,
): PlannedPromise[] {
  const decided = decidePolicy(policies, facts);
  return kinds.flatMap((kind) => {
    const target = decided?.policy.targets[kind] ?? null;
    if (decided && target) {
      const { policy, because } = decided;
      return [
        plan(facts, now, {
          kind,
          because,
          policy,
          minutes: target.working_days ? null : (target.minutes ?? 0),
          days: target.working_days ?? null,
          pauses: target.pauses,
        }),
      ];
    }
    if (kind !== must) return [];
    const because = { policy: null, matched: [] };
    const minutes = facts.answerWithinHours * HOUR_MINUTES;
    return [plan(facts, now, { kind, because, policy: null, minutes, days: null, pauses: false })];
  });
}

interface Wanted {
  kind: ClockKind;
  because: Because;
  policy: LivePolicy | null;
  minutes: number | null;
  days: number | null;
  pauses: boolean;
}

function plan(facts: PlanFacts, now: Date, wanted: Wanted): PlannedPromise {
  const { kind, policy, minutes, days } = wanted;
  const calendar = policy?.calendar ?? null;
  const dueAt = decideDue({ minutes, working_days: days }, calendar, now);
  return {
    kind,
    dueAt,
    warnAt: decideWarning(calendar, now, dueAt, policy?.warnPercent ?? WARN_PERCENT),
    words: sayPromise(kind, facts, dueAt, policy),
    language: facts.language,
    because: wanted.because,
    policyId: policy?.id ?? null,
    calendarId: policy?.calendarId ?? null,
    targetMinutes: minutes,
    targetDays: days,
    pauses: wanted.pauses,
  };
}

/** The words of a promise in the contact’s language: the policy’s own, or ours. */
export function sayPromise(
  kind: ClockKind,
  facts: Pick<PlanFacts, 'language' | 'timeZone'>,
  dueAt: Date,
  policy: Pick<LivePolicy, 'words'> | null,
): string {
  const due = formatInstant(dueAt, facts.language, facts.timeZone);
  const own = policy?.words[facts.language]?.[kind];
  return own ? own.replaceAll('{due}', due) : promiseText(facts.language, kind, { due });
}
