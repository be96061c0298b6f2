import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import {
  addWorkingDays,
  addWorkingTime,
  type WorkCalendar,
  workingMinutesBetween,
} from '../calendars/calendar-rules.ts';
import { dueYearsMax } from '../promise-limits.ts';

/**
 * Every list that is not empty must hold one of the case’s; an empty policy matches every case. How
 * tags and groups are capitalised makes no difference.
 */
export interface PolicyConditions {
  channel_ids?: string[];
  team_ids?: string[];
  priorities?: ('low' | 'normal' | 'high' | 'urgent')[];
  tags?: string[];
  /** Names of groups of contacts. */
  contact_groups?: string[];
}

/** How long something may take: working minutes, or whole working days. */
export interface PolicyTarget {
  minutes?: number | undefined;
  working_days?: number | undefined;
  /** Waiting for the contact stops the clock. */
  pauses: boolean;
}

type Kind = 'first_answer' | 'answer' | 'resolution' | 'update';
export type PolicyTargets = Partial<Record<Kind, PolicyTarget | null>>;
/** Own words per language and kind, with {due}. */
export type PolicyWords = {
  [Language in ContactLanguage]?: { [Of in Kind]?: string | undefined };
};

/** Why a promise has the time it has. */
export interface Because {
  /** Name of the policy; null: the hours of the channel. */
  policy: string | null;
  matched: { field: 'channel' | 'team' | 'priority' | 'tag' | 'contact_group'; value: string }[];
}

/** A policy made ready for deciding. */
export interface LivePolicy {
  id: string;
  name: string;
  conditions: PolicyConditions;
  targets: PolicyTargets;
  words: PolicyWords;
  warnPercent: number;
  calendarId: string | null;
  /** Null: round the clock. */
  calendar: WorkCalendar | null;
}

/** What a policy looks at. */
export interface MatchedFacts {
  channelId: string;
  teamId: string | null;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  tags: readonly string[];
  /** Of the contact of the case; left out: none. */
  contactGroups?: readonly string[];
}

/** Whether any policy looks at the groups of contacts: only then they are asked for. */
export function asksForGroups(policies: readonly Pick<LivePolicy, 'conditions'>[]): boolean {
  return policies.some(({ conditions }) => (conditions.contact_groups ?? []).length > 0);
}

/** The first policy that matches, with the conditions that were met; null where none does. */
export function decidePolicy(
  policies: readonly LivePolicy[],
  facts: MatchedFacts,
): { policy: LivePolicy; because: Because } | null {
  for (const policy of policies) {
    const matched = matchConditions(policy.conditions, facts);
    if (matched) return { policy, because: { policy: policy.name, matched } };
  }
  return null;
}

function matchConditions(
  conditions: PolicyConditions,
  facts: MatchedFacts,
): Because['matched'] | null {
  const asked: [Because['matched'][number]['field'], readonly string[], readonly string[]][] = [
    ['channel', conditions.channel_ids ?? [], [facts.channelId]],
    ['team', conditions.team_ids ?? [], facts.teamId === null ? [] : [facts.teamId]],
    ['priority', conditions.priorities ?? [], [facts.priority]],
    ['tag', conditions.tags ?? [], facts.tags],
    ['contact_group', conditions.contact_groups ?? [], facts.contactGroups ?? []],
  ];
  const matched: Because['matched'] = [];
  for (const [field, wanted, has] of asked) {
    if (wanted.length === 0) continue;
    const words = new Set(wanted.map((one) => one.toLowerCase()));
    const value = has.find((one) => words.has(one.toLowerCase()));
    if (value === undefined) return null;
    matched.push({ field, value });
  }
  return matched;
}

/** When a target falls due that started at an instant. */
export function decideDue(
  target: { minutes?: number | null | undefined; working_days?: number | null | undefined },
  calendar: WorkCalendar | null,
  from: Date,
): Date {
  if (target.working_days) return addWorkingDays(calendar, from, target.working_days);
  return addWorkingTime(calendar, from, target.minutes ?? 0);
}

const YEAR_MS = 366 * 86_400_000;

/** The first target that falls due so far away that the calendar cannot be meant; null: none. */
export function findEndlessTarget(
  targets: PolicyTargets,
  calendar: WorkCalendar | null,
  from: Date,
): Kind | null {
  const latest = from.getTime() + dueYearsMax * YEAR_MS;
  const kinds: readonly Kind[] = ['first_answer', 'answer', 'resolution', 'update'];
  const found = kinds.find((kind) => {
    const target = targets[kind];
    return target && decideDue(target, calendar, from).getTime() > latest;
  });
  return found ?? null;
}

/** Nobody needs less notice than this. */
const LEAD_MINUTES_MIN = 15;

/**
 * When somebody is told that the promise looks unkept: a share of its working time before it falls
 * due, at least 15 minutes; for a very short promise half of its time.
 */
export function decideWarning(
  calendar: WorkCalendar | null,
  from: Date,
  due: Date,
  warnPercent: number,
): Date {
  const span = workingMinutesBetween(calendar, from, due);
  const lead = Math.min(Math.max((span * warnPercent) / 100, LEAD_MINUTES_MIN), span / 2);
  if (span <= 0) return due;
  return addWorkingTime(calendar, from, span - lead);
}

/** Whether a promise belongs to a policy’s clock that waiting stops. */
export function canPause(promise: { pauses: boolean; due: Date; broken: boolean }, now: Date) {
  return promise.pauses && !promise.broken && promise.due > now;
}
