import * as contract from '@earshot/contract/return-link-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { canReadCases, getCase } from '../../cases/public.ts';
import { presentReturnLinks, restoreReturnLink, revokeReturnLink } from './revoke-return-link.ts';

/** Who works the desk; colleagues who were drawn in only read. */
function mayRevoke(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Ways back into chats as the desk sees them. */
export function returnLinkRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route(contract.listCaseReturnLinks, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        return { items: await presentReturnLinks(tx, id, clock.now()) };
      }),
    ),
    route(contract.deleteCaseReturnLink, mayRevoke, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => revokeReturnLink(tx, actor, params, clock.now())),
    ),
    route(contract.createReturnLinkRestoration, mayRevoke, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => restoreReturnLink(tx, actor, params)),
    ),
  ];
}
