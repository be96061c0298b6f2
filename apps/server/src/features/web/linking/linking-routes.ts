import * as contract from '@earshot/contract/link-proposal-contract.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { contactLinking } from '../../contacts/public.ts';
import { enterCounted, type WebRouteDeps } from '../web-routes.ts';
import { decideLink, decideOwnLink, takeDecisionBack } from './decide-link.ts';
import { listVisitorProposals, presentProposals } from './link-proposal-views.ts';

/** Whether contacts are one person: for agents, and for the visitor themselves. */
export function linkingRoutes(deps: WebRouteDeps): Route[] {
  const { door, db, clock } = deps;
  const { canChangeContacts, canListContacts } = contactLinking;
  return [
    route(contract.listContactLinkProposals, canListContacts, ({ actor, params }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentProposals(tx, params.contactId),
      })),
    ),
    route(contract.createLinkProposalDecision, canChangeContacts, ({ actor, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        decideLink(tx, actor, params.proposalId, body.accept, clock.now()),
      ),
    ),
    route(contract.deleteLinkProposalDecision, canChangeContacts, ({ actor, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        takeDecisionBack(tx, actor, params.proposalId, clock.now()),
      ),
    ),
    route(contract.listWebLinkProposals, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      return db.withAccount(channel.accountId, async (tx) => ({
        items: await listVisitorProposals(tx, session.visitor_id),
      }));
    }),
    route(contract.createWebLinkDecision, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      const { proposalId } = call.params;
      await db.withAccount(channel.accountId, (tx) =>
        decideOwnLink(tx, session.visitor, proposalId, call.body.accept, clock.now()),
      );
    }),
  ];
}
