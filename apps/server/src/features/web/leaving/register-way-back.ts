import { webPagePath } from '@earshot/contract/channel-kind-contract.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../platform/clock.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { notFound } from '../../../platform/errors.ts';
import { chooseContactLanguage } from '../../../platform/http/choose-language.ts';
import { type Channel, getChannel } from '../../channels/public.ts';
import { networkOf } from '../../sessions/public.ts';
import { takeFormFields, webPageHeaders } from '../forms/web-page-shell.ts';
import { findWebConversation } from '../talk/web-conversation-store.ts';
import type { WebDoor } from '../web-door.ts';
import { askForReturn } from './renew-return.ts';
import { findOpenedReturn, type OpenedReturn, type ReturnLinkDeps } from './return-link.ts';
import { renderReturnAsked, renderShutReturn } from './shut-return-page.ts';

export interface WayBackDeps extends ReturnLinkDeps {
  clock: Clock;
  door: WebDoor;
}

interface Placed {
  Params: { token: string };
}

/** An address and what forms add. */
const BODY_BYTES_MAX = 4 * 1024;

/**
 * `/w/<token>` from a mail leads to the page of the chat. The token goes on behind `#`, which
 * browsers keep to themselves; reading ahead opens nothing, since only the client uses it. One that
 * ran out or was revoked says so, and mails a new one to the address on file.
 */
export async function registerWayBack(server: FastifyInstance, deps: WayBackDeps): Promise<void> {
  const { door, db } = deps;
  await server.register(async (scope) => {
    takeFormFields(scope, BODY_BYTES_MAX);
    scope.get<Placed>('/w/:token', async (request, reply) => {
      const { token } = request.params;
      const { found, channel } = await load(deps, request);
      if (found.state !== 'open') {
        const page = renderShutReturn(chooseContactLanguage(request), found.state);
        return reply.status(410).headers(webPageHeaders).send(page);
      }
      reply.header('cache-control', 'no-store');
      return reply.redirect(`${webPagePath('chat', channel.address)}#return=${token}`);
    });
    scope.post<Placed>('/w/:token', async (request, reply) => {
      const { token } = request.params;
      const { found, channel } = await load(deps, request);
      // It works again, or it always did.
      if (found.state === 'open') return reply.redirect(`/w/${token}`, 303);
      const locale = chooseContactLanguage(request);
      const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const given = (fields.get('address') ?? '').slice(0, 320);
      const address = normaliseEmail(given);
      if (address === null) return sendWrong(reply, renderShutReturn(locale, found.state, given));
      const { linkId, accountId } = found;
      door.count(reply, ['renewalsOfLink', linkId], ['codesOfNetwork', networkOf(request.ip)]);
      await db.withAccount(accountId, (tx) => askForReturn(tx, { linkId, address, locale }));
      const page = renderReturnAsked(locale, address, channel.address);
      return reply.headers(webPageHeaders).send(page);
    });
  });
}

function sendWrong(reply: FastifyReply, page: string): FastifyReply {
  return reply.status(422).headers(webPageHeaders).send(page);
}

/** The link and its chat; 404 where one of them never was, or the chat is switched off. */
async function load(
  deps: WayBackDeps,
  request: FastifyRequest<Placed>,
): Promise<{ found: OpenedReturn; channel: Channel }> {
  const found = await findOpenedReturn(deps, request.params.token, deps.clock.now());
  const channel =
    found &&
    (await deps.db.withAccount(found.accountId, async (tx) => {
      const talk = await findWebConversation(tx, found.conversationId);
      return talk && getChannel(tx, talk.channel_id);
    }));
  if (!found || !channel || channel.disabledAt !== null) throw notFound('page');
  return { found, channel };
}
