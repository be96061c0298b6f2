import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { recordAudit } from '../../keys/public.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { hasScheduledMessage } from '../case-state-views.ts';
import { endPromises, restorePromises } from '../../promises/public.ts';
import { touchCase } from '../case-store.ts';
import { listFamilyIds, settleCase } from '../promises/settle-case.ts';

/**
 * Removes a case from every list. The row stays as a tombstone and its receipts stay known, so that
 * the same mail, fetched or imported again, is recognised and does not come back.
 */
export async function deleteCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  reason: string,
  now: Date,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  if (await hasScheduledMessage(tx, caseId)) {
    throw new Refused(
      'message_leaving',
      'A message of this case is planned to be sent later. Take it back first, then remove the case.',
    );
  }
  await touchCase(tx, caseId, { deleted_at: now });
  await endPromises(tx, await listFamilyIds(tx, caseId), { resolved: false, at: now });
  await emitEvent(tx, actor, { name: 'case.deleted', subjectId: caseId, facts: { reason } });
  await recordAudit(tx, actor, {
    action: 'case.deleted',
    subjectKind: 'case',
    subjectId: caseId,
    detail: { number: current.number, reason },
  });
}

/** Brings a removed case back as it was. */
export async function restoreCase(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId, { deleted: true, merged: true });
  if (current.deleted_at === null) return;
  await touchCase(tx, caseId, { deleted_at: null });
  await restorePromises(tx, await listFamilyIds(tx, caseId), [current.deleted_at]);
  await settleCase(tx, caseId, now);
  await emitEvent(tx, actor, { name: 'case.restored', subjectId: caseId });
  await recordAudit(tx, actor, {
    action: 'case.restored',
    subjectKind: 'case',
    subjectId: caseId,
    detail: { number: current.number },
  });
}
