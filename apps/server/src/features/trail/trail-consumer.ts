import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { EventConsumer } from '../../platform/events/event-consumers.ts';
import { decideOutcome, rowsUntil, scoreMatter } from './escalation-rules.ts';
import { chooseJoins } from './join-rules.ts';
import { findOpened, listEarlier, listOpenCases } from './join-views.ts';
import { raiseEscalation } from './raise-escalation.ts';
import { proposalsMax } from './trail-limits.ts';
import { traceTrail } from './trail-rules.ts';
import { followMerge, insertProposal, type KeptTrail, keepTrails } from './trail-store.ts';
import { listMatters, type Matter } from './trail-views.ts';

/** Events after which a case’s trail may read otherwise. */
const wants: ReadonlySet<string> = new Set([
  'case.opened',
  'case.assigned',
  'case.transferred',
  'case.transfer_undone',
  'case.status_changed',
  'case.reopened',
  'case.merged',
  'case.unmerged',
  'case.absorbed',
  'case.released',
  'case.linked',
  'case.unlinked',
  'case.restored',
  'message.received',
  'message.sent',
  'message.moved',
  'message.moved_back',
  'message.cancelled',
  'promise.kept',
  'promise.broken',
  'delivery.bounced',
  'hold.decided',
  'contact.linked',
]);

/** Keeps the figures of trails, raises escalations and proposes to join unfinished matters. */
export function trailConsumer(deps: { clock: Clock }): EventConsumer {
  return {
    name: 'trail',
    wants,
    async onEvents(tx, events) {
      const now = deps.clock.now();
      await keepMatters(tx, [...new Set(events.flatMap((event) => event.subject_id ?? []))], now);
      const opened: string[] = [];
      for (const { name, subject_id: id, facts } of events) {
        if (id === null) continue;
        if (name === 'case.opened' && facts['split_from'] === undefined) opened.push(id);
        // Two contacts turned out to be one person: what they wrote may be one matter, too.
        if (name === 'contact.linked') opened.push(...(await listOpenCases(tx, id)));
      }
      await proposeJoins(tx, [...new Set(opened)], now);
      for (const { name, facts } of events) {
        if (name === 'case.merged') await follow(tx, facts['case'], facts['into_case'], now);
        if (name === 'case.unmerged') await follow(tx, facts['case'], facts['from_case'], null);
      }
    },
  };
}

/** Keeps the figures of the matters of these cases and raises what has become urgent. */
async function keepMatters(tx: Tx, caseIds: readonly string[], now: Date): Promise<void> {
  const matters = await listMatters(tx, systemActor(tx.accountId, 'trail'), caseIds);
  const done = new Set<string>();
  const kept: KeptTrail[] = [];
  for (const [caseId, matter] of matters) {
    if (done.has(caseId)) continue;
    for (const one of matter.cases) done.add(one.id);
    const trail = measureMatter(matter, now);
    kept.push(trail);
    await raiseEscalation(tx, matter, trail.escalation, now);
  }
  keepTrails(tx, kept);
}

function measureMatter({ rows, cases, rootId }: Matter, now: Date): KeptTrail {
  const trail = traceTrail(rows, now);
  const resolvedAt = trail.firstResolvedAt;
  const own = cases.filter((one) => !one.merged).map((one) => one.id);
  return {
    caseIds: own,
    matterId: own.toSorted()[0] ?? rootId,
    trail,
    escalation: scoreMatter(rows, now, null, trail),
    resolvedScore: resolvedAt && scoreMatter(rowsUntil(rows, resolvedAt), resolvedAt, null).score,
    outcome: resolvedAt && decideOutcome(rows, resolvedAt),
    at: now,
  };
}

async function proposeJoins(tx: Tx, caseIds: readonly string[], now: Date): Promise<void> {
  for (const [caseId, earlier] of await listEarlier(tx, caseIds, now)) {
    const opened = await findOpened(tx, caseId);
    if (!opened) continue;
    for (const idea of chooseJoins(opened, earlier, now, proposalsMax)) {
      const isNew = await insertProposal(tx, {
        case_id: caseId,
        earlier_case_id: idea.earlierId,
        reasons: json(idea.reasons),
        proposed_at: now,
      });
      if (!isNew) continue;
      const other = earlier.find((one) => one.id === idea.earlierId)!;
      await emitEvent(tx, systemActor(tx.accountId, 'trail'), {
        name: 'join.proposed',
        subjectId: caseId,
        facts: { case: { id: other.id, number: other.number } },
      });
    }
  }
}

async function follow(tx: Tx, one: unknown, other: unknown, at: Date | null): Promise<void> {
  const [a, b] = [idOf(one), idOf(other)];
  if (a !== null && b !== null) await followMerge(tx, [a, b], at !== null, at ?? new Date(0));
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : null;
}
