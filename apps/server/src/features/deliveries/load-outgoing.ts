import type { Tx } from '../../platform/db/database.ts';
import type { OutgoingMessage } from '../channels/kit/public.ts';
import { makeMessageId } from '../channels/email/public.ts';
import { getChannel } from '../channels/public.ts';
import { insertMessageIds } from '../conversations/public.ts';
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
  const findMailId = (id: string) => nameInMail(id, { key: facts.from_address, address });
  const mailId = findMailId(facts.external_id ?? '') ?? makeMessageId(facts.id, address);
  // Answers and bounces name what the mail was called.
  await insertMessageIds(tx, facts.id, [mailId]);
  return {
    ...outgoing,
    continued: true,
    channel_id: channelId,
    thread_key: null,
    from_address: address,
    recipients: { to: to.map((recipient) => ({ name: null, address: recipient })) },
    external_id: mailId,
    in_reply_to: facts.in_reply_to === null ? null : findMailId(facts.in_reply_to),
    thread: outgoing.thread.flatMap((id) => findMailId(id) ?? []),
  };
}

/**
 * The Message-ID of what was said on another channel: at the domain of the mailbox, since a key is
 * no domain that mail servers believe. Null where it is no mail’s (RFC 5322, section 3.6.4).
 */
function nameInMail(id: string, by: { key: string; address: string }): string | null {
  const own = `@${by.key}`;
  if (id.endsWith(own)) return makeMessageId(id.slice(0, -own.length), by.address);
  return id.includes('@') ? id : null;
}
