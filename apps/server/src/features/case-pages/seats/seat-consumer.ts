import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { EventConsumer } from '../../../platform/events/event-consumers.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { listSeatRows, updateSeat } from './seat-store.ts';
import { findSideSender } from './seat-views.ts';

/** Notes that somebody who was drawn in answered, whether on the page or by plain mail. */
export const seatConsumer: EventConsumer = {
  name: 'seats',
  wants: new Set(['message.received']),
  skipsPast: true,
  async onEvents(tx, events) {
    for (const event of events) {
      const { message_id: messageId, side } = event.facts;
      if (side !== true || typeof messageId !== 'string') continue;
      await noteAnswer(tx, messageId, event.occurred_at);
    }
  },
};

async function noteAnswer(tx: Tx, messageId: string, at: Date): Promise<void> {
  const sender = await findSideSender(tx, messageId);
  const address = sender && normaliseEmail(sender.from_address);
  if (!sender || !address) return;
  const rows = await listSeatRows(tx, sender.case_id);
  const seat = rows.find((row) => row.address === address && row.revoked_at === null);
  if (!seat) return;
  await updateSeat(tx, seat.id, { answered_at: at });
  await emitEvent(
    tx,
    { kind: 'contact', id: null, name: seat.name },
    {
      name: 'seat.answered',
      subjectId: sender.case_id,
      facts: { seat: { id: seat.id, name: seat.name }, message_id: messageId },
    },
  );
}
