import * as contract from '@earshot/contract/web-push-contract.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { arePushKeys } from '../../../platform/push/encrypt-push.ts';
import { enterCounted, type WebRouteDeps } from '../web-routes.ts';
import { pushLife_ms } from '../web-limits.ts';
import { removePush, savePush } from './push-subscription-store.ts';

/** Browsers to which answers are announced. */
export function pushRoutes(deps: WebRouteDeps): Route[] {
  const { door, db, clock } = deps;
  return [
    route(contract.createWebPushSubscription, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes', 'pushesOfSession');
      if (!channel.web?.push) {
        throw new Refused('push_off', 'This chat announces nothing by push. Nothing was kept.');
      }
      const { endpoint, expirationTime, keys } = call.body;
      if (!arePushKeys(keys)) {
        const message = 'This is no key of a push subscription.';
        throw new Invalid([{ path: 'body.keys', message }]);
      }
      const now = clock.now();
      const life = now.getTime() + pushLife_ms;
      const expiresAt = new Date(Math.min(life, expirationTime ?? life));
      const { visitor_id, id: session_id } = session;
      const push = { visitor_id, session_id, endpoint, ...keys, expires_at: expiresAt };
      const id = await db.withAccount(channel.accountId, (tx) => savePush(tx, push, now));
      return { id, expires_at: expiresAt.toISOString() };
    }),
    route(contract.deleteWebPushSubscription, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      const { subscriptionId: id } = call.params;
      const isGone = await db.withAccount(channel.accountId, (tx) =>
        removePush(tx, id, session.visitor_id),
      );
      if (!isGone) throw notFound('push subscription');
    }),
  ];
}
