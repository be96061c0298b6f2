import type { Tx } from '../../../platform/db/database.ts';
import { insertGrant } from '../talk/web-grant-store.ts';
import { findWebConversation } from '../talk/web-conversation-store.ts';

/** The conversation of a return link, ready to be granted. */
export interface FoundReturn {
  grant(visitorId: string, at: Date): Promise<void>;
}

/** The conversation that a checked link names; null where it is not of this channel. */
export async function findReturn(
  tx: Tx,
  channelId: string,
  opened: { conversationId: string } | null,
): Promise<FoundReturn | null> {
  if (!opened) return null;
  const { conversationId } = opened;
  const known = await findWebConversation(tx, conversationId);
  if (!known || known.channel_id !== channelId) return null;
  return {
    grant: (visitorId, at) => insertGrant(tx, { conversationId, visitorId, how: 'link', at }),
  };
}
