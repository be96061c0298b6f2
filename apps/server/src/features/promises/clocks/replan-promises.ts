import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import { addWorkingTime, workingMinutesBetween } from '../calendars/calendar-rules.ts';
import {
  decideDue,
  decidePolicy,
  decideWarning,
  type LivePolicy,
} from '../policies/policy-rules.ts';
import type { ClockKind } from '../promise-tables.ts';
import { type ClockRow, loadClocks, loadPausedSpans } from './clock-store.ts';
import { stopClocks } from './end-promises.ts';
import { type PlannedPromise, type PlanFacts, planPromises, sayPromise } from './plan-promises.ts';
import {
  handOnPromiseRows,
  insertPlannedPromise,
  listOpenPromises,
  loadToldDue,
  type PromiseRow,
  replacePromiseRow,
} from './promise-store.ts';
import { type CaseStanding, loadPlanning } from './settle-promises.ts';

/**
 * What policies ask for changed: what is owed goes along to the team, and what a policy promised
 * is planned anew where another policy decides now. The clock counts from its start. What the
 * contact was told is never put off that way, however often; a new due time is never past already.
 */
export async function replanPromises(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  now: Date,
): Promise<void> {
  await handOnPromiseRows(tx, standing.familyIds, standing.teamId);
  const open = (await listOpenPromises(tx, [standing.caseId])).filter(
    (one) => one.clock_id !== null && one.broken_at === null && one.paused_at === null,
  );
  if (open.length === 0) return;
  const { facts, policies } = await loadPlanning(tx, standing);
  const clocks = await loadClocks(
    tx,
    open.map((one) => one.clock_id),
  );
  const toldDue = await loadToldDue(
    tx,
    open.map((one) => one.id),
  );
  const decided = decidePolicy(policies, facts)?.policy ?? null;
  const events: NewEvent[] = [];
  for (const old of open) {
    const clock = clocks.get(old.clock_id!);
    if (!clock || !isDecidedOtherwise(clock, old, decided)) continue;
    const [planned] = planPromises(policies, facts, [clock.kind], now, old.kind as ClockKind);
    if (!planned) continue;
    const counted = await countFromStart(tx, planned, decided, clock, now);
    const dueAt = notPutOff(counted, toldDue.get(old.id) ?? null, old.due_at, now);
    if (dueAt.getTime() === old.due_at.getTime()) continue;
    const moved = dueBy(planned, facts, decided, dueAt, now);
    events.push(await replace(tx, actor, standing, { old, clock, planned: moved }, now));
  }
  await emitEvent(tx, actor, ...events);
}

function isDecidedOtherwise(clock: ClockRow, old: PromiseRow, decided: LivePolicy | null): boolean {
  const target = decided?.targets[old.kind as ClockKind] ?? null;
  return clock.policy_id !== (target ? decided!.id : null);
}

/** When a promise falls due whose clock began earlier; where that is past, as if it began now. */
async function countFromStart(
  tx: Tx,
  planned: PlannedPromise,
  decided: LivePolicy | null,
  clock: ClockRow,
  now: Date,
): Promise<Date> {
  const calendar = planned.policyId === null ? null : (decided?.calendar ?? null);
  const target = { minutes: planned.targetMinutes, working_days: planned.targetDays };
  let dueAt = decideDue(target, calendar, clock.started_at);
  for (const { from, until } of await loadPausedSpans(tx, clock.id)) {
    dueAt = addWorkingTime(calendar, dueAt, workingMinutesBetween(calendar, from, until));
  }
  return dueAt <= now ? planned.dueAt : dueAt;
}

/** Never later than what the contact was told; where that time is past too, as it stands. */
function notPutOff(dueAt: Date, told: Date | null, standing: Date, now: Date): Date {
  if (told === null || dueAt <= told) return dueAt;
  return told > now ? told : standing;
}

function dueBy(
  planned: PlannedPromise,
  facts: PlanFacts,
  decided: LivePolicy | null,
  dueAt: Date,
  now: Date,
): PlannedPromise {
  const policy = planned.policyId === null ? null : decided;
  return {
    ...planned,
    dueAt,
    warnAt: decideWarning(policy?.calendar ?? null, now, dueAt, policy?.warnPercent ?? 20),
    words: sayPromise(planned.kind, facts, dueAt, policy),
  };
}

async function replace(
  tx: Tx,
  actor: Actor,
  standing: CaseStanding,
  change: { old: PromiseRow; clock: ClockRow; planned: PlannedPromise },
  now: Date,
): Promise<NewEvent> {
  const { old, clock, planned } = change;
  const id = insertPlannedPromise(
    tx,
    planned,
    {
      caseId: standing.caseId,
      channelId: standing.channelId,
      teamId: standing.teamId,
      by: storedActor(actor),
      at: now,
      toldAt: null,
    },
    clock.started_at,
  );
  stopClocks(tx, [old], 'replanned', now);
  const because = planned.because.policy ?? 'channel_hours';
  await replacePromiseRow(tx, old.id, { id, because, movedBy: 'policy', at: now });
  return {
    name: 'promise.replanned',
    subjectId: standing.caseId,
    facts: {
      promise_id: id,
      replaced_id: old.id,
      kind: old.kind,
      due_before: old.due_at.toISOString(),
      due_at: planned.dueAt.toISOString(),
      because: planned.because,
    },
  };
}
