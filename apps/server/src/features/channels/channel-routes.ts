import * as contract from '@earshot/contract/channel-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canChangeChannels, canReadChannels } from './channel-policy.ts';
import { type ChannelPlace, presentChannel, presentChannels } from './channel-views.ts';
import { presentTrouble } from './health/health-texts.ts';
import { listLastErrors } from './settings/channel-error-store.ts';
import { createChannel } from './create-channel.ts';
import { createChannelSecret } from './settings/create-channel-secret.ts';
import { presentKinds } from './settings/present-kinds.ts';
import { getChannel } from './channel-store.ts';
import { type ChannelTestDeps, testChannel } from './test-channel.ts';
import { updateChannel } from './update-channel.ts';

/** The operations on our own mailboxes. */
export function channelRoutes(deps: ChannelTestDeps & ChannelPlace & { clock: Clock }): Route[] {
  const { clock } = deps;
  return [
    route(contract.listChannels, canReadChannels, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentChannels(tx, deps, actor),
      })),
    ),
    route(contract.listChannelKinds, canReadChannels, async ({ actor }) => ({
      items: presentKinds(actor.locale),
    })),
    route(contract.createChannel, canChangeChannels, async ({ actor, db, body }) => {
      const id = await createChannel(deps, actor, body);
      return db.withAccount(actor.accountId, (tx) => presentChannel(tx, deps, actor, id));
    }),
    route(contract.updateChannel, canChangeChannels, async ({ actor, db, params, body }) => {
      const id = params.channelId;
      await updateChannel(deps, actor, id, body, clock.now());
      return db.withAccount(actor.accountId, (tx) => presentChannel(tx, deps, actor, id));
    }),
    route(contract.createChannelTest, canChangeChannels, ({ actor, params }) =>
      testChannel(deps, actor, params.channelId),
    ),
    route(contract.createChannelSecret, canChangeChannels, ({ actor, params, body }) =>
      createChannelSecret(deps, actor, params.channelId, body.kind),
    ),
    route(contract.listChannelErrors, canChangeChannels, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getChannel(tx, params.channelId);
        const errors = await listLastErrors(tx, id);
        return {
          items: errors.map(({ at, code, words, id: errorId }) => ({
            id: errorId,
            at: at.toISOString(),
            code,
            words: presentTrouble(code, words, actor.locale),
          })),
        };
      }),
    ),
  ];
}
