import type { Tx } from '../../platform/db/database.ts';
import type { OutgoingMessage } from '../channels/kit/public.ts';
import { getChannel } from '../channels/public.ts';
import { listRecipients } from './delivery-store.ts';
import { getOutgoing, listFiles, listThreadIds } from './outgoing-views.ts';

/**
 * What is said as it leaves by one channel. Where that is not its own, it leaves in the name of the
 * other one, to those whom it reaches there.
 */
export async function loadOutgoing(
  tx: Tx,
  messageId: string,
  channelId: string,
): Promise<OutgoingMessage> {
  const facts = await getOutgoing(tx, messageId);
  const outgoing = {
    ...facts,
    account_id: tx.accountId,
    thread: await listThreadIds(tx, facts.id, facts.case_id),
    files: await listFiles(tx, facts.id),
  };
  if (channelId === facts.channel_id) return outgoing;
  const { address } = await getChannel(tx, channelId);
  const to = await listRecipients(tx, messageId, channelId);
  return {
    ...outgoing,
    continued: true,
    channel_id: channelId,
    thread_key: null,
    from_address: address,
    recipients: { to: to.map((recipient) => ({ name: null, address: recipient })) },
    in_reply_to: facts.in_reply_to?.includes('@') ? facts.in_reply_to : null,
  };
}
