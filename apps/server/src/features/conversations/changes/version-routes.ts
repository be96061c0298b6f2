import * as contract from '@earshot/contract/message-contract.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import type { AssertCaseReadable } from '../attachment-routes.ts';
import { noteLook } from './note-look.ts';
import { getChangedMessage, listVersions } from './version-views.ts';

/** What messages said before their senders changed them. */
export function versionRoutes(deps: { canReadCase: AssertCaseReadable }): Route[] {
  return [
    route(contract.listMessageVersions, anybody, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const message = await getChangedMessage(tx, params.messageId);
        await deps.canReadCase(tx, actor, message.case_id);
        if (message.deleted_at) await noteLook(tx, actor, message.id);
        const items = await listVersions(tx, message.id);
        return { items };
      }),
    ),
  ];
}
