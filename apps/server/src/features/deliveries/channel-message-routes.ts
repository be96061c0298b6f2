import { listChannelMessages } from '@earshot/contract/api-channel-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import { Invalid } from '../../platform/errors.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { presentOutgoing } from '../channels/api/public.ts';
import { getChannel } from '../channels/public.ts';
import { listSentByChannel } from './channel-message-views.ts';
import { loadOutgoing } from './load-outgoing.ts';

/** Messages of every team: administrators and supervisors only; keys by their scope. */
function canFetch(actor: Actor): boolean {
  return actor.kind !== 'member' || ['administrator', 'supervisor'].includes(actor.role);
}

/** What programs fetch that take no webhooks. */
export function channelMessageRoutes(): Route[] {
  return [
    route(listChannelMessages, canFetch, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getChannel(tx, params.channelId);
        const after = query.cursor === undefined ? null : readCursor(query.cursor);
        const rows = await listSentByChannel(tx, id, after, query.limit + 1);
        const shown = rows.slice(0, query.limit);
        const items = [];
        for (const row of shown) {
          items.push(presentOutgoing(await loadOutgoing(tx, row.id, id)));
        }
        // The last page has a cursor, too: a program goes on from there when it asks again.
        return { items, next_cursor: shown.at(-1)?.cursor ?? query.cursor ?? null };
      }),
    ),
  ];
}

function readCursor(cursor: string): { at: string; id: string } {
  const read = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\/([0-9a-f-]{36})$/.exec(cursor);
  if (read) return { at: read[1]!, id: read[2]! };
  throw new Invalid([{ path: 'query.cursor', message: 'Send the next_cursor of a page.' }]);
}
