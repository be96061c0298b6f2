import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { htmlFromText, makeMessageId } from '../channels/email/public.ts';
import type { Channel } from '../channels/public.ts';
import type { NewMessage } from '../conversations/public.ts';
import { queueMessage } from './queue-message.ts';

/** What the contact is told beside answers: it keeps no promise and changes nobody’s turn. */
export interface Notice extends Pick<
  NewMessage,
  'conversationId' | 'caseId' | 'contactId' | 'subject' | 'text' | 'inReplyTo' | 'language' | 'seq'
> {
  kind?: 'notice' | 'confirmation';
  author?: NewMessage['author'];
  channel: Pick<Channel, 'id' | 'kind' | 'web' | 'address' | 'settings'>;
  /** Whose name stands as the sender where the channel has none. */
  accountName: string;
  to: { name: string | null; address: string }[];
  /** Now, where nothing else is said. */
  sendAfter?: Date;
}

/** Queues plain words to the contact in the caller’s transaction; answers the message’s id. */
export async function queueNotice(tx: Tx, notice: Notice, now: Date): Promise<string> {
  const {
    channel,
    accountName,
    to,
    kind = 'notice',
    author = { kind: 'system' },
    ...rest
  } = notice;
  const id = newId();
  const message = {
    ...rest,
    id,
    kind,
    author,
    channel,
    from: { name: channel.settings.from_name || accountName, address: channel.address },
    recipients: { to },
    sentAt: now,
    receivedAt: now,
    html: htmlFromText(notice.text),
    folded: [],
    remoteImages: 0,
    externalId: makeMessageId(id, channel.address),
    joinedBecause: { code: 'written_here' as const },
    facts: {},
    sendAfter: notice.sendAfter ?? now,
  };
  await queueMessage(tx, message, now);
  return id;
}
