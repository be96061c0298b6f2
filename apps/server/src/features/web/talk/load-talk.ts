import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Channel } from '../../channels/public.ts';
import { presentConversation, presentMessagesAfter } from './present-talk.ts';
import { listShownConversations, type ShownConversation } from './web-conversation-views.ts';
import { findRangeStart } from './web-message-views.ts';

const NEWEST = 50;

/** All conversations of a visitor, the latest first. */
export async function loadTalks(
  tx: Tx,
  channel: Channel,
  visitorId: string,
): Promise<WebConversation[]> {
  const rows = await listShownConversations(tx, { visitorId });
  return rows.map((row) => presentConversation(channel, row));
}

/** One of them; 404 where it is not theirs. */
export async function loadTalk(
  tx: Tx,
  channel: Channel,
  visitorId: string,
  id: string,
): Promise<WebConversation> {
  return presentConversation(channel, await getShown(tx, visitorId, id));
}

async function getShown(tx: Tx, visitorId: string, id: string): Promise<ShownConversation> {
  const [row] = await listShownConversations(tx, { visitorId, ids: [id] });
  if (!row) throw notFound('conversation');
  return row;
}

/** Messages in order: after a number, before one, or the newest. */
export async function loadMessages(
  tx: Tx,
  channel: Channel,
  visitorId: string,
  id: string,
  query: { after_seq?: number | undefined; before_seq?: number | undefined; limit: number },
): Promise<{ items: WebMessage[]; last_seq: number }> {
  const row = await getShown(tx, visitorId, id);
  const before = query.before_seq ?? null;
  const afterSeq = query.after_seq ?? (await findRangeStart(tx, id, before, query.limit));
  const most = before === null ? query.limit : Math.min(query.limit, before - 1 - afterSeq);
  if (most <= 0) return { items: [], last_seq: row.last_seq };
  const items = await presentMessagesAfter(tx, { range: { id, afterSeq }, channel }, most);
  return { items, last_seq: row.last_seq };
}

/** The newest messages of a conversation. */
export async function loadNewest(tx: Tx, channel: Channel, visitorId: string, id: string) {
  return loadMessages(tx, channel, visitorId, id, { limit: NEWEST });
}
