import type { Clock } from '../../../platform/clock.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { createMemory } from '../../../platform/remember.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getChannel, openChannelSecrets } from '../../channels/public.ts';
import { getTeam } from '../../members/public.ts';
import { loadPolicies } from '../../promises/public.ts';
import { listOwnAddresses } from '../replies/reply-target-views.ts';
import type { TakeUp } from './take-up-types.ts';

/** What every mail of a channel needs to know about where it arrived. */
export type TakeUpPlace = Pick<
  TakeUp,
  'channel' | 'replySecret' | 'account' | 'teamName' | 'ownAddresses' | 'policies'
>;

export interface TakeUpPlaces {
  recall(
    deps: { db: Database; secretBox: SecretBox },
    receipt: { account_id: string; channel_id: string },
  ): Promise<TakeUpPlace>;
}

/** A change of a channel reaches the intake after this long at the latest. */
const REMEMBERED_MS = 2_000;
const CHANNELS_MAX = 1_000;

/** Remembers channels for a moment: at 50 mails a second they need not be read 50 times. */
export function rememberPlaces(clock: Clock): TakeUpPlaces {
  const memory = createMemory<TakeUpPlace>(clock, REMEMBERED_MS, CHANNELS_MAX);
  const asked = new Map<string, Promise<TakeUpPlace>>();
  return {
    async recall(deps, receipt) {
      const id = receipt.channel_id;
      const place = await memory.recall(id, () => {
        const load = () =>
          deps.db
            .withAccount(receipt.account_id, (tx) => loadPlace(tx, deps.secretBox, receipt))
            .finally(() => asked.delete(id));
        // Mails that come together ask once.
        const answer = asked.get(id) ?? load();
        asked.set(id, answer);
        return answer;
      });
      if (!place) throw new Error('The channel of a receipt is gone.');
      return place;
    },
  };
}

async function loadPlace(
  tx: Tx,
  box: SecretBox,
  receipt: { channel_id: string },
): Promise<TakeUpPlace> {
  const channel = await getChannel(tx, receipt.channel_id);
  return {
    channel,
    replySecret: Buffer.from(openChannelSecrets(box, channel).replySecret, 'base64url'),
    account: await getAccountFacts(tx),
    teamName: channel.teamId ? (await getTeam(tx, channel.teamId)).name : null,
    ownAddresses: await listOwnAddresses(tx),
    policies: await loadPolicies(tx),
  };
}
