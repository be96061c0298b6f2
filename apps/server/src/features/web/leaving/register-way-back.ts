import { webPagePath } from '@earshot/contract/channel-kind-contract.ts';
import type { FastifyInstance } from 'fastify';
import { notFound } from '../../../platform/errors.ts';
import { getChannel } from '../../channels/public.ts';
import { findWebConversation } from '../talk/web-conversation-store.ts';
import { findOpenedReturn, type ReturnLinkDeps } from './return-link.ts';

/**
 * `/w/<token>` from a mail leads to the page of the chat. The token goes on behind `#`, which
 * browsers keep to themselves; reading ahead opens nothing, since only the client uses it.
 */
export function registerWayBack(server: FastifyInstance, deps: ReturnLinkDeps): void {
  server.get('/w/:token', async (request, reply) => {
    const { token } = request.params as { token: string };
    const found = await findOpenedReturn(deps, token);
    const channel =
      found &&
      (await deps.db.withAccount(found.accountId, async (tx) => {
        const talk = await findWebConversation(tx, found.conversationId);
        return talk && getChannel(tx, talk.channel_id);
      }));
    if (!channel || channel.disabledAt !== null) throw notFound('page');
    reply.header('cache-control', 'no-store');
    return reply.redirect(`${webPagePath('chat', channel.address)}#return=${token}`);
  });
}
