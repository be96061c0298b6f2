import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import {
  cancelDeliveries,
  refreshDeliveryState,
  retryDeliveries,
} from '../../deliveries/public.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { oweAgain } from '../../promises/public.ts';
import { restoreBeforeReply, type StateBefore } from '../intake/take-up-store.ts';
import { listFamilyIds, settleCase } from '../promises/settle-case.ts';
import { saveReturnedDraft } from './returned-draft-store.ts';
import { findWritten, isSaidAfter, type WrittenMessage } from './reply-views.ts';

/**
 * Takes a message back before it left: deliveries, kept promises and the case’s state return to
 * what they were, and the text to its writer’s draft. Refused once a copy is on its way.
 */
export async function cancelSending(
  tx: Tx,
  actor: Actor,
  messageId: string,
  now: Date,
): Promise<string> {
  const written = await getWritten(tx, actor, messageId);
  if (!(await cancelDeliveries(tx, messageId))) {
    throw new Refused(
      'already_sent',
      'This message is on its way already and cannot be taken back. You can write a correction.',
    );
  }
  await refreshDeliveryState(tx, messageId);
  await oweAgain(tx, await listFamilyIds(tx, written.case_id), written.received_at);
  const before = written.facts['undo'] as StateBefore | undefined;
  const isNewest = !(await isSaidAfter(tx, written.case_id, messageId));
  const reply = { caseId: written.case_id, at: written.received_at, isNewest };
  if (before) await restoreBeforeReply(tx, reply, before);
  if (actor.kind === 'member') await saveReturnedDraft(tx, actor.id, written);
  await emitEvent(tx, storedActor(actor), {
    name: 'message.cancelled',
    subjectId: written.case_id,
    facts: { message_id: messageId },
  });
  await settleCase(tx, written.case_id, now);
  return messageId;
}

/** Makes a deferred, failed or bounced message due again, at once. */
export async function retrySending(tx: Tx, actor: Actor, messageId: string): Promise<string> {
  const written = await getWritten(tx, actor, messageId);
  if ((await retryDeliveries(tx, messageId)) === 0) {
    throw new Refused(
      'nothing_to_retry',
      'Every recipient has this message or still waits for it.',
    );
  }
  await refreshDeliveryState(tx, messageId);
  await emitEvent(tx, storedActor(actor), {
    name: 'delivery.retried',
    subjectId: written.case_id,
    facts: { message_id: messageId },
  });
  return messageId;
}

async function getWritten(tx: Tx, actor: Actor, messageId: string): Promise<WrittenMessage> {
  const written = await findWritten(tx, messageId);
  if (!written) throw notFound('message');
  await getCaseForUpdate(tx, actor, written.case_id);
  return written;
}
