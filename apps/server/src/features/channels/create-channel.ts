import type { createChannel as createChannelOperation } from '@earshot/contract/channel-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { emailSettings } from '@earshot/contract/channel-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { recordAudit } from '../keys/public.ts';
import { getTeam } from '../members/public.ts';
import { normaliseChannelAddress } from './channel-address-rules.ts';
import { emitChannelChanged } from './channel-events.ts';
import { decideAliases, decideConnection } from './decide-channel.ts';
import { makeReplySecret, sealChannelSecrets } from './channel-secrets.ts';
import { insertChannel, listAddressOwners, lockAddresses } from './channel-store.ts';

export interface ChannelDeps {
  readonly db: Database;
  readonly box: SecretBox;
}

/**
 * Adds a channel and answers with its id. Throws `Invalid` for wrong fields and `Refused`
 * (address_taken) where another channel of this installation already has one of the addresses.
 */
export async function createChannel(
  deps: ChannelDeps,
  actor: Actor,
  input: BodyOf<typeof createChannelOperation>,
): Promise<string> {
  const id = newId();
  const { accountId } = actor;
  const address = normaliseChannelAddress(input.address);
  if (address === null) {
    throw new Invalid([{ path: 'body.address', message: 'This is not an e-mail address.' }]);
  }
  const { aliases, problems: aliasProblems } = decideAliases(address, input.settings.aliases ?? []);
  const blank = { imap: null, dkim: null, secrets: { replySecret: makeReplySecret() } };
  const { after, problems } = decideConnection(blank, input);
  if (problems.length + aliasProblems.length > 0)
    throw new Invalid([...aliasProblems, ...problems]);
  await deps.db.withAccount(accountId, async (tx) => {
    if (input.team_id !== null) await getTeam(tx, input.team_id);
    await claimAddresses(deps.db, tx, id, [address, ...aliases]);
    await insertChannel(tx, {
      id,
      name: input.name ?? address,
      address,
      teamId: input.team_id,
      locale: input.locale,
      settings: emailSettings.parse({ ...input.settings, aliases }),
      imap: after.imap,
      dkim: after.dkim,
      sealedSecrets: sealChannelSecrets(deps.box, { accountId, id }, after.secrets),
      disabledAt: null,
    });
    await recordAudit(tx, actor, {
      action: 'channel.created',
      subjectKind: 'channel',
      subjectId: id,
      detail: { address, aliases, team_id: input.team_id, imap: after.imap?.host ?? null },
    });
    await emitChannelChanged(tx, actor, id, 'created');
  });
  return id;
}

/**
 * The first channel of a new account, in the transaction of its set-up. Answers with its id; throws
 * `Invalid` where `address` is none.
 */
export async function createFirstChannel(
  tx: Tx,
  box: SecretBox,
  input: { address: string; locale: 'de' | 'en'; teamId: string | null },
): Promise<string> {
  const address = normaliseChannelAddress(input.address);
  if (address === null) {
    const message = 'This is not an e-mail address.';
    throw new Invalid([{ path: 'body.channel_address', message }]);
  }
  const id = newId();
  const { accountId } = tx;
  await insertChannel(tx, {
    id,
    name: address,
    address,
    teamId: input.teamId,
    locale: input.locale,
    settings: emailSettings.parse({}),
    imap: null,
    dkim: null,
    sealedSecrets: sealChannelSecrets(box, { accountId, id }, { replySecret: makeReplySecret() }),
    disabledAt: null,
  });
  return id;
}

/**
 * Holds the addresses for this channel until the transaction ends. Throws `Refused` where another
 * channel has one, also a disabled one and also one of another account, which is not named.
 */
export async function claimAddresses(
  db: Database,
  tx: Tx,
  channelId: string,
  addresses: readonly string[],
): Promise<void> {
  await lockAddresses(tx, addresses);
  const owners = await db.withSystem((system) => listAddressOwners(system, addresses));
  const other = owners.find((owner) => owner.channel_id !== channelId);
  if (!other) return;
  const isOurs = other.account_id === tx.accountId;
  const where = isOurs ? 'another channel' : 'a channel of another account on this installation';
  throw new Refused(
    'address_taken',
    `${other.address} already belongs to ${where}. An address leads to one channel only: ` +
      'take another one, or remove it there first. Nothing was changed.',
    { facts: { address: other.address, ...(isOurs && { channel_id: other.channel_id }) } },
  );
}
