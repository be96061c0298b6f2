import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getCase } from '../cases/public.ts';
import { recordAudit } from '../keys/public.ts';
import { scoreMatter } from './escalation-rules.ts';
import { getMatter } from './present-trail.ts';
import { insertDismissal, undoDismissal } from './trail-store.ts';

/**
 * Notes why no alarm is needed. It holds for the score as it is now: a new reason makes the matter
 * speak again. Refused with `no_escalation` where nothing is raised.
 */
export async function dismissEscalation(
  tx: Tx,
  actor: Actor,
  caseId: string,
  reason: string,
  now: Date,
): Promise<void> {
  const seen = await getCase(tx, actor, caseId);
  const matter = await getMatter(tx, actor, caseId);
  const { score, level } = scoreMatter(matter.rows, now, null);
  if (level === 'none') {
    throw new Refused(
      'no_escalation',
      `Case #${seen.number} has ${score} points: nobody was alarmed, so there is nothing to dismiss.`,
    );
  }
  await insertDismissal(tx, actor, { caseId: matter.rootId, score, reason, at: now });
  await emitEvent(tx, actor, {
    name: 'escalation.dismissed',
    subjectId: matter.rootId,
    facts: { score, reason },
  });
  await recordAudit(tx, actor, {
    action: 'escalation.dismissed',
    subjectKind: 'case',
    subjectId: matter.rootId,
    detail: { number: seen.number, score, reason },
  });
}

/** Takes the dismissal of a case’s matter back; 404 where there is none. */
export async function takeDismissalBack(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<void> {
  const seen = await getCase(tx, actor, caseId);
  const matter = await getMatter(tx, actor, caseId);
  const ids = matter.cases.map((one) => one.id);
  if (!(await undoDismissal(tx, actor, ids, now))) throw notFound('dismissal');
  await emitEvent(tx, actor, { name: 'escalation.restored', subjectId: matter.rootId });
  await recordAudit(tx, actor, {
    action: 'escalation.restored',
    subjectKind: 'case',
    subjectId: matter.rootId,
    detail: { number: seen.number },
  });
}
