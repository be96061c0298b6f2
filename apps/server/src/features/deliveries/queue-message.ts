import type { Tx } from '../../platform/db/database.ts';
import type { Channel } from '../channels/public.ts';
import { insertDeliveries, type Leaving } from './delivery-store.ts';
import { insertMessage, insertMessageIds, type NewMessage } from '../conversations/public.ts';

export interface QueuedMessage extends Omit<
  NewMessage,
  'direction' | 'deliveryState' | 'sendAfter' | 'receiptId' | 'externalId' | 'channelId'
> {
  /** The channel on which it is said. */
  channel: Pick<Channel, 'id' | 'kind' | 'web'>;
  id: string;
  externalId: string;
  sendAfter: Date;
}

/** A form cannot be written to: what is said to its people leaves by the mailbox it names. */
export function decideLeaving({ id, kind, web }: QueuedMessage['channel']): Leaving {
  const mailboxId = kind === 'form' ? web?.continue_by_channel_id : null;
  return mailboxId ? { channelId: mailboxId, kind: 'email' } : { channelId: id, kind };
}

/** Later than this counts as “send later” on the screen, not as the undo time. */
const SCHEDULED_FROM_MS = 90_000;

/**
 * Writes a message to be sent and a delivery for each recipient (To, Cc and Bcc, once each), in the
 * caller’s transaction. The delivery job takes it from there.
 */
export async function queueMessage(
  tx: Tx,
  input: QueuedMessage,
  now: Date,
): Promise<{ id: string; seq: number }> {
  const scheduled = input.sendAfter.getTime() - now.getTime() > SCHEDULED_FROM_MS;
  const { channel, ...said } = input;
  const message = await insertMessage(tx, {
    ...said,
    channelId: channel.id,
    direction: 'out',
    receiptId: null,
    deliveryState: scheduled ? 'scheduled' : 'waiting',
  });
  await insertMessageIds(tx, message.id, [input.externalId]);
  const { to = [], cc = [], bcc = [] } = input.recipients;
  const addresses = [...to, ...cc, ...bcc].map((mailbox) => mailbox.address);
  await insertDeliveries(tx, message.id, addresses, {
    ...decideLeaving(channel),
    sendAfter: input.sendAfter,
  });
  return message;
}
