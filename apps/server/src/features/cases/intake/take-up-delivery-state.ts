import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { UnderstoodDeliveryState } from '../../channels/kit/public.ts';
import { noteProviderState, refreshDeliveryState } from '../../deliveries/public.ts';
import { oweAfterFailure } from './take-up-bounce.ts';
import { lockCase } from './take-up-store.ts';
import { findSentMessage } from './take-up-views.ts';

/**
 * The other side tells what became of a message of ours. What failed after all re-opens its promise
 * and the case, as a bounce does. Null where it is about nothing we sent, or tells nothing new.
 */
export async function takeUpDeliveryState(
  tx: Tx,
  thing: UnderstoodDeliveryState,
  now: Date,
): Promise<{ caseId: string; messageId: null } | null> {
  const noted = await noteProviderState(tx, thing);
  const found = noted && (await findSentMessage(tx, { messageId: noted.message_id }));
  const locked = found && (await lockCase(tx, found.case_id));
  if (!locked) return null;
  const sent = { ...found, case_id: locked.id };
  const place = { caseId: sent.case_id, messageId: null };
  const facts = { message_id: sent.message_id, author_member_id: sent.author_member_id };
  const system = systemActor(tx.accountId, 'intake');
  if (thing.state !== 'failed') {
    const name = thing.state === 'read' ? 'message.read' : 'message.delivered';
    await emitEvent(tx, system, { name, subjectId: sent.case_id, facts });
    return place;
  }
  const state = await refreshDeliveryState(tx, sent.message_id);
  const reopened = await oweAfterFailure(tx, sent, now);
  await emitEvent(
    tx,
    system,
    { name: 'delivery.bounced', subjectId: sent.case_id, facts: { ...facts, state } },
    ...reopened,
  );
  return place;
}
