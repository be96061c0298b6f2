import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { createChannel as createChannelOperation } from '@earshot/contract/channel-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { emailSettings } from '@earshot/contract/channel-contract.ts';
import { randomBytes } from 'node:crypto';
import type { Actor } from '../../platform/actor.ts';
import { newToken } from '../../platform/crypto/token.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { recordAudit } from '../keys/public.ts';
import { getTeam } from '../members/public.ts';
import { newWebhookSecret } from './api/sign-webhook.ts';
import { normaliseChannelAddress } from './channel-address-rules.ts';
import { emitChannelChanged } from './channel-events.ts';
import { decideAliases, decideConnection } from './settings/decide-channel.ts';
import {
  blankKindSettings,
  decideKindSettings,
  type KindSettings,
} from './settings/decide-kind-settings.ts';
import { sealChannelSecrets } from './channel-secrets.ts';
import {
  insertChannel,
  listAccountChannels,
  listAddressOwners,
  lockAddresses,
} from './channel-store.ts';

export interface ChannelDeps {
  readonly db: Database;
  readonly box: SecretBox;
}

type ChannelInput = BodyOf<typeof createChannelOperation>;

/**
 * Adds a channel and answers with its id. Throws `Invalid` for wrong fields and `Refused`
 * (address_taken) where another channel of this installation already has one of the addresses.
 */
export async function createChannel(
  deps: ChannelDeps,
  actor: Actor,
  input: ChannelInput,
): Promise<string> {
  const id = newId();
  const { accountId } = actor;
  const { kind } = input;
  const { address, aliases, connection, kindSettings } = decideNewChannel(input);
  await deps.db.withAccount(accountId, async (tx) => {
    if (input.team_id !== null) await getTeam(tx, input.team_id);
    await assertContinuesByMail(tx, kindSettings);
    await claimAddresses(deps.db, tx, id, [address, ...aliases]);
    await insertChannel(tx, {
      id,
      kind,
      name: input.name ?? address,
      address,
      teamId: input.team_id,
      locale: input.locale,
      settings: emailSettings.parse({ ...input.settings, aliases }),
      imap: connection.imap,
      dkim: connection.dkim,
      ...kindSettings,
      sealedSecrets: sealChannelSecrets(deps.box, { accountId, id }, connection.secrets),
      disabledAt: null,
    });
    await recordAudit(tx, actor, {
      action: 'channel.created',
      subjectKind: 'channel',
      subjectId: id,
      detail: {
        kind,
        address,
        aliases,
        team_id: input.team_id,
        imap: connection.imap?.host ?? null,
      },
    });
    await emitChannelChanged(tx, actor, id, 'created');
  });
  return id;
}

/** Everything the input alone decides; throws `Invalid` with all that is wrong. */
function decideNewChannel(input: ChannelInput) {
  const isMail = input.kind === 'email';
  const address = isMail ? normaliseChannelAddress(input.address ?? '') : makeChannelKey();
  if (address === null) {
    throw new Invalid([{ path: 'body.address', message: 'This is not an e-mail address.' }]);
  }
  const { aliases, problems: aliasProblems } = decideAliases(address, input.settings.aliases ?? []);
  const secrets = {
    replySecret: newToken(),
    ...(input.kind === 'api' && { outboundSecret: newWebhookSecret() }),
  };
  const { after, problems } = decideConnection({ imap: null, dkim: null, secrets }, input);
  const ofKind = decideKindSettings(input.kind, blankKindSettings, input);
  const all = [...aliasProblems, ...problems, ...ofKind.problems];
  if (!isMail && input.address !== undefined) {
    const message = 'The public key of such a channel is made here; leave the address out.';
    all.push({ path: 'body.address', message });
  }
  if (all.length > 0) throw new Invalid(all);
  return { address, aliases, connection: after, kindSettings: ofKind.after };
}

/** Bytes of a public key: it is guessed by nobody and need not be kept secret. */
const KEY_BYTES = 10;

function makeChannelKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

/** Answers can follow somebody by a mailbox of this account only; throws `Invalid` otherwise. */
export async function assertContinuesByMail(tx: Tx, { web }: KindSettings): Promise<void> {
  const channelId = web?.continue_by_channel_id;
  if (!channelId) return;
  const channels = await listAccountChannels(tx);
  if (channels.some((one) => one.id === channelId && one.kind === 'email')) return;
  const message = 'This is no e-mail channel of yours.';
  throw new Invalid([{ path: 'body.web.continue_by_channel_id', message }]);
}

/**
 * The first channel of a new account, in the transaction of its set-up. Answers with its id; throws
 * `Invalid` where `address` is none.
 */
export async function createFirstChannel(
  tx: Tx,
  box: SecretBox,
  input: { address: string; locale: ContactLanguage; teamId: string | null },
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
    kind: 'email',
    name: address,
    address,
    teamId: input.teamId,
    locale: input.locale,
    settings: emailSettings.parse({}),
    imap: null,
    dkim: null,
    ...blankKindSettings,
    sealedSecrets: sealChannelSecrets(box, { accountId, id }, { replySecret: newToken() }),
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
