import * as contract from '@earshot/contract/channel-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canChangeChannels, canReadChannels } from './channel-policy.ts';
import { presentChannel, presentChannels } from './channel-views.ts';
import { createChannel } from './create-channel.ts';
import { type ChannelTestDeps, testChannel } from './test-channel.ts';
import { updateChannel } from './update-channel.ts';

/** The operations on our own mailboxes. */
export function channelRoutes(deps: ChannelTestDeps & { clock: Clock }): Route[] {
  const { box, clock } = deps;
  return [
    route(contract.listChannels, canReadChannels, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentChannels(tx, box, actor),
      })),
    ),
    route(contract.createChannel, canChangeChannels, async ({ actor, db, body }) => {
      const id = await createChannel(deps, actor, body);
      return db.withAccount(actor.accountId, (tx) => presentChannel(tx, box, actor, id));
    }),
    route(contract.updateChannel, canChangeChannels, async ({ actor, db, params, body }) => {
      const id = params.channelId;
      await updateChannel(deps, actor, id, body, clock.now());
      return db.withAccount(actor.accountId, (tx) => presentChannel(tx, box, actor, id));
    }),
    route(contract.createChannelTest, canChangeChannels, ({ actor, params }) =>
      testChannel(deps, actor, params.channelId),
    ),
  ];
}
