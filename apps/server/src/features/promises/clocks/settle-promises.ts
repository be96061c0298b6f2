import { findContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getChannel } from '../../channels/public.ts';
import { listGroupNames } from '../../contacts/public.ts';
import { addWorkingTime, workingMinutesBetween } from '../calendars/calendar-rules.ts';
import {
  asksForGroups,
  canPause,
  decideWarning,
  type LivePolicy,
} from '../policies/policy-rules.ts';
import { loadCalendars, loadPolicies } from '../policies/policy-store.ts';
import type { ClockKind } from '../promise-tables.ts';
import { type ClockEvent, insertClockEvents, loadClocks, loadMinutesLeft } from './clock-store.ts';
import { stopClocks } from './end-promises.ts';
import { type PlannedPromise, type PlanFacts, planPromises } from './plan-promises.ts';
import {
  insertPlannedPromise,
  listOpenPromises,
  pausePromiseRows,
  type PromiseRow,
  resumePromiseRow,
  withdrawPromiseRows,
} from './promise-store.ts';

/** How a case stands after a change, as far as promises care. */
export interface CaseStanding {
  /** Where a new promise is made. */
  caseId: string;
  /** The case and those merged into it: the contact was told the promises of all. */
  familyIds: readonly string[];
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  /** Removed from every list, or shown in the case it was merged into. */
  isGone: boolean;
  channelId: string;
  teamId: string | null;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  tags: readonly string[];
  contactId: string | null;
  language: string | null;
  wasAnswered: boolean;
  /** The contact said something that nobody answered yet. */
  awaitsAnswer: boolean;
}

export interface Settled {
  /** When the next promise falls due. */
  nextDueAt: Date | null;
  /** Clocks that stood run again: another policy may decide by now. */
  hasResumed: boolean;
}

/**
 * Brings the promises of a case into line with whose turn it is: waiting stops the clocks that may
 * be stopped, our turn lets them run again, and a case that waits for us never has none. The caller
 * holds the lock of the case.
 */
export async function settlePromises(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  now: Date,
): Promise<Settled> {
  let open = await listOpenPromises(tx, standing.familyIds);
  if (standing.isGone) return { nextDueAt: findNextDue(open), hasResumed: false };
  if (standing.status === 'resolved' || standing.status === 'closed') {
    const left = await withdrawRules(tx, actor, standing, open, now);
    return { nextDueAt: findNextDue(left), hasResumed: false };
  }
  const before = open;
  if (standing.status === 'waiting') open = await pauseClocks(tx, actor, standing, open, now);
  else open = await resumeClocks(tx, actor, standing, open, now);
  const owed = listOwed(standing, open);
  const hasResumed = before.some(isPaused) && !open.some(isPaused);
  if (owed.kinds.length === 0) return { nextDueAt: findNextDue(open), hasResumed };
  const planned = await planFor(tx, standing, owed.kinds, now, owed.must);
  await makePlanned(tx, actor, standing, planned, now);
  const made = planned.map((one) => one.dueAt);
  const next = [findNextDue(open), ...made].filter((at) => at !== null);
  const nextDueAt = next.length === 0 ? null : new Date(Math.min(...next.map(Number)));
  return { nextDueAt, hasResumed };
}

function isPaused({ paused_at: pausedAt }: Pick<PromiseRow, 'paused_at'>): boolean {
  return pausedAt !== null;
}

/** Nobody waits any more for what a rule promised; what a person promised stands. */
async function withdrawRules(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  open: readonly PromiseRow[],
  now: Date,
): Promise<PromiseRow[]> {
  const idle = open.filter((one) => one.made_how === 'policy');
  await withdrawPromiseRows(
    tx,
    idle.map((one) => one.id),
    now,
  );
  stopClocks(tx, idle, 'case_over', now);
  await tell(tx, actor, standing, 'promise.withdrawn', idle);
  return open.filter((one) => !idle.includes(one));
}

/** What has to be promised on top of what is owed already. */
function listOwed(
  standing: CaseStanding,
  open: readonly PromiseRow[],
): { kinds: ClockKind[]; must: ClockKind | null } {
  const has = (...kinds: readonly string[]) => open.some((one) => kinds.includes(one.kind));
  const update: ClockKind[] = has('update') ? [] : ['update'];
  if (standing.status === 'waiting') return { kinds: update, must: null };
  const settling: ClockKind[] = has('resolution') ? [] : ['resolution'];
  if (standing.awaitsAnswer) {
    if (has('first_answer', 'answer')) return { kinds: settling, must: null };
    const kind = standing.wasAnswered ? 'answer' : 'first_answer';
    return { kinds: [kind, ...settling], must: kind };
  }
  return { kinds: [...update, ...settling], must: open.length > 0 ? null : 'update' };
}

/** The earliest due time of promises whose clock runs. */
export function findNextDue(
  open: readonly Pick<PromiseRow, 'due_at' | 'paused_at'>[],
): Date | null {
  const running = open.filter((one) => one.paused_at === null).map((one) => one.due_at.getTime());
  return running.length === 0 ? null : new Date(Math.min(...running));
}

/** Plans promises of a case outside the intake: channel, account and policies are read here. */
export async function planFor(
  tx: Tx,
  standing: CaseStanding,
  kinds: readonly ClockKind[],
  now: Date,
  must: ClockKind | null,
): Promise<PlannedPromise[]> {
  const { facts, policies } = await loadPlanning(tx, standing);
  return planPromises(policies, facts, kinds, now, must);
}

/** What a plan for this case starts from. */
export async function loadPlanning(
  tx: Tx,
  standing: CaseStanding,
): Promise<{ facts: PlanFacts; policies: LivePolicy[] }> {
  const channel = await getChannel(tx, standing.channelId);
  const account = await getAccountFacts(tx);
  const policies = await loadPolicies(tx);
  const facts = {
    channelId: channel.id,
    teamId: standing.teamId,
    priority: standing.priority,
    tags: standing.tags,
    contactGroups: asksForGroups(policies) ? await listGroupNames(tx, standing.contactId) : [],
    answerWithinHours: channel.settings.answer_within_hours,
    language: findContactLanguage(standing.language) ?? channel.locale,
    timeZone: account.timeZone,
  };
  return { facts, policies };
}

async function makePlanned(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  planned: readonly PlannedPromise[],
  now: Date,
): Promise<void> {
  const events = planned.map((one) =>
    toldAsMade(
      standing.caseId,
      one,
      insertPlannedPromise(tx, one, {
        caseId: standing.caseId,
        channelId: standing.channelId,
        teamId: standing.teamId,
        by: storedActor(actor),
        at: now,
        toldAt: null,
      }),
    ),
  );
  await emitEvent(tx, actor, ...events);
}

/** The event of a promise that a policy made. */
export function toldAsMade(caseId: string, planned: PlannedPromise, promiseId: string): NewEvent {
  return {
    name: 'promise.made',
    subjectId: caseId,
    facts: {
      promise_id: promiseId,
      kind: planned.kind,
      due_at: planned.dueAt.toISOString(),
      because: planned.because,
    },
  };
}

type ClockedRow = PromiseRow & { clock_id: string };

function hasClock(one: PromiseRow): one is ClockedRow {
  return one.clock_id !== null;
}

/** The clock of each of these promises, with the calendar it counts on. */
async function loadClocksOf(tx: Tx, promises: readonly ClockedRow[]) {
  const clocks = await loadClocks(
    tx,
    promises.map((one) => one.clock_id),
  );
  const calendars = await loadCalendars(tx);
  return ({ clock_id: clockId }: ClockedRow) => {
    const clock = clocks.get(clockId);
    const calendar = clock?.calendar_id ? (calendars.get(clock.calendar_id) ?? null) : null;
    return { clock, calendar };
  };
}

async function pauseClocks(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  open: readonly PromiseRow[],
  now: Date,
): Promise<PromiseRow[]> {
  const running = open.filter(hasClock).filter((one) => one.paused_at === null);
  if (running.length === 0) return [...open];
  const clockOf = await loadClocksOf(tx, running);
  const stopped = running.filter((one) => {
    const pauses = clockOf(one).clock?.pauses ?? false;
    return canPause({ pauses, due: one.due_at, broken: one.broken_at !== null }, now);
  });
  if (stopped.length === 0) return [...open];
  const events = stopped.map((one): ClockEvent => {
    const leftMinutes = workingMinutesBetween(clockOf(one).calendar, now, one.due_at);
    return { clockId: one.clock_id, name: 'paused', reason: 'waiting', leftMinutes, at: now };
  });
  insertClockEvents(tx, events);
  const ids = stopped.map((one) => one.id);
  await pausePromiseRows(tx, ids, now);
  await tell(tx, actor, standing, 'promise.paused', stopped);
  return open.map((one) => (ids.includes(one.id) ? { ...one, paused_at: now } : one));
}

async function resumeClocks(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  open: readonly PromiseRow[],
  now: Date,
): Promise<PromiseRow[]> {
  const paused = open.filter(hasClock).filter((one) => one.paused_at !== null);
  if (paused.length === 0) return [...open];
  const clockOf = await loadClocksOf(tx, paused);
  const left = await loadMinutesLeft(
    tx,
    paused.map((one) => one.clock_id),
  );
  const policies = await loadPolicies(tx);
  const { timeZone } = await getAccountFacts(tx);
  const resumed = paused.map((row) => {
    const { clock, calendar } = clockOf(row);
    const dueAt = addWorkingTime(calendar, now, left.get(row.clock_id) ?? 0);
    const lead = policies.find((policy) => policy.id === clock?.policy_id)?.warnPercent ?? 20;
    const said = (at: Date) => formatInstant(at, row.language, timeZone);
    const words = row.words.replaceAll(said(row.due_at), said(dueAt));
    return { row, dueAt, warnAt: decideWarning(calendar, now, dueAt, lead), words };
  });
  for (const { row, ...change } of resumed) await resumePromiseRow(tx, row.id, change);
  insertClockEvents(
    tx,
    resumed.map(({ row, dueAt }) => ({
      clockId: row.clock_id,
      name: 'resumed',
      reason: standing.status,
      dueAt,
      at: now,
    })),
  );
  const after = resumed.map(({ row, dueAt }) => ({ ...row, due_at: dueAt, paused_at: null }));
  await tell(tx, actor, standing, 'promise.resumed', after);
  return open.map((one) => after.find((other) => other.id === one.id) ?? one);
}

async function tell(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  name: string,
  promises: readonly PromiseRow[],
): Promise<void> {
  await emitEvent(
    tx,
    actor,
    ...promises.map((one) => ({
      name,
      subjectId: standing.caseId,
      facts: { promise_id: one.id, kind: one.kind, due_at: one.due_at.toISOString() },
    })),
  );
}
