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
import { followMerge, insertProposal, keepTrail } from './trail-store.ts';
import { findMatter, type Matter } from './trail-views.ts';

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
      const done = new Set<string>();
      for (const caseId of new Set(events.map((event) => event.subject_id))) {
        if (caseId === null || done.has(caseId)) continue;
        const matter = await findMatter(tx, systemActor(tx.accountId, 'trail'), caseId);
        if (!matter) continue;
        for (const one of matter.cases) done.add(one.id);
        await keepMatter(tx, matter, now);
        await raiseEscalation(tx, matter, now);
      }
      for (const { name, subject_id: caseId, facts } of events) {
        const byHand = facts['split_from'] !== undefined;
        if (name === 'case.opened' && caseId && !byHand) await proposeJoins(tx, caseId, now);
        if (name === 'contact.linked' && caseId) await proposeForPerson(tx, caseId, now);
        if (name === 'case.merged') await follow(tx, facts['case'], facts['into_case'], now);
        if (name === 'case.unmerged') await follow(tx, facts['case'], facts['from_case'], null);
      }
    },
  };
}

async function keepMatter(tx: Tx, matter: Matter, now: Date): Promise<void> {
  const { rows } = matter;
  const trail = traceTrail(rows, now);
  const resolvedAt = trail.firstResolvedAt;
  const own = matter.cases.filter((one) => !one.merged).map((one) => one.id);
  await keepTrail(tx, {
    caseIds: own,
    matterId: own.toSorted()[0] ?? matter.rootId,
    trail,
    escalation: scoreMatter(rows, now, null, trail),
    resolvedScore: resolvedAt && scoreMatter(rowsUntil(rows, resolvedAt), resolvedAt, null).score,
    outcome: resolvedAt && decideOutcome(rows, resolvedAt),
    at: now,
  });
}

async function proposeJoins(tx: Tx, caseId: string, now: Date): Promise<void> {
  const opened = await findOpened(tx, caseId);
  if (!opened) return;
  const earlier = await listEarlier(tx, caseId, now);
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

/** Two contacts turned out to be one person: what they wrote may be one matter, too. */
async function proposeForPerson(tx: Tx, contactId: string, now: Date): Promise<void> {
  for (const caseId of await listOpenCases(tx, contactId)) await proposeJoins(tx, caseId, now);
}

async function follow(tx: Tx, one: unknown, other: unknown, at: Date | null): Promise<void> {
  const [a, b] = [idOf(one), idOf(other)];
  if (a !== null && b !== null) await followMerge(tx, [a, b], at !== null, at ?? new Date(0));
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : null;
}
