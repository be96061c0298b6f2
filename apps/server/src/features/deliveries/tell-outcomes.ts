import { type Actor, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { MessageDeliveryState } from '../conversations/public.ts';
import { refreshDeliveryStates } from './delivery-store.ts';
import { listWriters } from './outgoing-views.ts';

/** Refreshes the states of messages and tells each by an event. */
export async function tellOutcomes(
  tx: Tx,
  messageIds: readonly string[],
  by: Actor = systemActor(tx.accountId, 'delivery'),
): Promise<void> {
  if (messageIds.length === 0) return;
  const [states, messages] = await Promise.all([
    refreshDeliveryStates(tx, messageIds),
    listWriters(tx, messageIds),
  ]);
  await emitEvent(
    tx,
    by,
    ...messages.map(({ id, case_id: subjectId, author_member_id: author }) => {
      const state = states.get(id)!;
      const facts = { message_id: id, state, author_member_id: author };
      return { name: nameOutcome(state), subjectId, facts };
    }),
  );
}

function nameOutcome(state: MessageDeliveryState): string {
  if (state === 'sent') return 'message.delivered';
  return state === 'bounced' || state === 'failed' ? 'delivery.bounced' : 'delivery.deferred';
}
