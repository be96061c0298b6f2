import * as contract from '@earshot/contract/message-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { forbidden } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { recordAudit } from '../../keys/public.ts';
import type { AssertCaseReadable } from '../attachment-routes.ts';
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

/** What somebody took back is looked at for a reason, by few, and never unseen. */
async function noteLook(tx: Tx, actor: Actor, messageId: string): Promise<void> {
  if (actor.kind === 'member' && !['administrator', 'supervisor'].includes(actor.role)) {
    throw forbidden(
      'Its sender took this message back. Only administrators and supervisors may look at what it ' +
        'said, and each look is written down.',
    );
  }
  await recordAudit(tx, actor, {
    action: 'message.deleted_words_read',
    subjectKind: 'message',
    subjectId: messageId,
  });
}
