import type { Tx } from '../../../platform/db/database.ts';
import { insertOpening, touchLink } from '../../links/public.ts';
import type { OpenedReturn } from '../leaving/return-link.ts';
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
  opened: OpenedReturn | null,
): Promise<FoundReturn | null> {
  if (opened?.state !== 'open') return null;
  const { conversationId, linkId, caseId } = opened;
  const known = await findWebConversation(tx, conversationId);
  if (!known || known.channel_id !== channelId) return null;
  return {
    async grant(visitorId, at) {
      await touchLink(tx, linkId, at);
      await insertOpening(tx, { linkId, caseId, what: 'page', at });
      await insertGrant(tx, { conversationId, visitorId, how: 'link', at });
    },
  };
}
