import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { askForCall } from './ask-for-call.ts';
import type { Escalation } from './escalation-rules.ts';
import { findDismissal, listRaised, listSupervisors } from './escalation-views.ts';
import { insertEscalation } from './trail-store.ts';
import type { Matter, MatterCase } from './trail-views.ts';

/**
 * Tells the supervisors once a matter reaches 4 points and names an owner at 7, each once, unless
 * somebody dismissed it at this score. A solved matter alarms nobody.
 */
export async function raiseEscalation(
  tx: Tx,
  matter: Matter,
  escalation: Escalation,
  now: Date,
): Promise<void> {
  const concerned = findConcerned(matter);
  if (escalation.level === 'none' || concerned === null) return;
  const ids = matter.cases.map((one) => one.id);
  const raised = new Set((await listRaised(tx, ids)).map((one) => one.level));
  if (raised.has('owner') || raised.has(escalation.level)) return;
  const dismissal = await findDismissal(tx, ids);
  if (dismissal && escalation.score <= dismissal.score) return;
  await raise(tx, { concerned, escalation, now });
}

interface Raising {
  concerned: MatterCase;
  escalation: Escalation;
  now: Date;
}

async function raise(tx: Tx, { concerned, escalation, now }: Raising): Promise<void> {
  const { id: caseId, teamId, assigneeId } = concerned;
  const level = escalation.level === 'owner' ? 'owner' : 'supervisor';
  const supervisors = await listSupervisors(tx, teamId);
  const told = supervisors.map((one) => one.id);
  const ownerId = level === 'owner' ? (assigneeId ?? told[0] ?? null) : null;
  const { score } = escalation;
  const taskId = ownerId && (await askForCall(tx, { caseId, ownerId, score }, now));
  const isNew = await insertEscalation(tx, {
    caseId,
    level,
    escalation,
    toldMemberIds: told,
    ownerMemberId: ownerId,
    taskId,
    at: now,
  });
  if (!isNew) return;
  const memberIds = [...new Set(ownerId ? [ownerId, ...told] : told)];
  await emitEvent(tx, systemActor(tx.accountId, 'trail'), {
    name: 'escalation.raised',
    subjectId: caseId,
    facts: { level, score, member_ids: memberIds, owner_id: ownerId },
  });
}

/** The case of the matter that somebody has to do something about: the newest that is not over. */
function findConcerned(matter: Matter): MatterCase | null {
  const open = matter.cases.filter(
    (one) => !one.merged && (one.status === 'open' || one.status === 'waiting'),
  );
  return open.toSorted((a, b) => b.number - a.number)[0] ?? null;
}
