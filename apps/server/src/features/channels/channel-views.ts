import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Locale } from '../../platform/i18n/texts.ts';
import { listTeamRefs, type NamedRef } from '../members/public.ts';
import { canChangeChannels } from './channel-policy.ts';
import { type ChannelSecrets, findChannelSecrets } from './channel-secrets.ts';
import { type ChannelHealth, listChannelHealth } from './channel-state-store.ts';
import { type Channel, getChannel, listAccountChannels } from './channel-store.ts';
import { channelText } from './channel-texts.ts';
import { listLastReceivedAt } from './receipt-views.ts';

const unreadable = { state: 'failing', reason: 'secrets_unreadable', serverWords: null } as const;

/** All channels of the account as its members and programs see them. */
export async function presentChannels(
  tx: Tx,
  box: SecretBox,
  actor: Actor,
): Promise<ChannelAccount[]> {
  return presentAll(tx, box, actor, await listAccountChannels(tx));
}

/** One channel as its members and programs see it. */
export async function presentChannel(
  tx: Tx,
  box: SecretBox,
  actor: Actor,
  channelId: string,
): Promise<ChannelAccount> {
  const [shown] = await presentAll(tx, box, actor, [await getChannel(tx, channelId)]);
  return shown!;
}

async function presentAll(
  tx: Tx,
  box: SecretBox,
  actor: Actor,
  channels: readonly Channel[],
): Promise<ChannelAccount[]> {
  const teams = await listTeamRefs(
    tx,
    channels.map((channel) => channel.teamId),
  );
  const health = await listChannelHealth(tx);
  const received = await listLastReceivedAt(tx);
  return channels.map((channel) => {
    const secrets = findChannelSecrets(box, channel);
    const kept = health.get(channel.id) ?? {};
    const known = secrets === null ? { ...kept, ...unreadable } : kept;
    return {
      ...presentSettings(channel, teams),
      ...presentConnection(channel, secrets, actor),
      health: presentHealth(channel, known, received.get(channel.id) ?? null, actor.locale),
    };
  });
}

function presentSettings(channel: Channel, teams: Map<string, NamedRef>) {
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    address: channel.address,
    team: channel.teamId === null ? null : (teams.get(channel.teamId) ?? null),
    locale: channel.locale,
    settings: channel.settings,
    disabled_at: channel.disabledAt?.toISOString() ?? null,
    created_at: channel.createdAt.toISOString(),
  };
}

/** How the channel is connected; only who may change it sees hosts and logins, nobody secrets. */
function presentConnection(channel: Channel, secrets: ChannelSecrets | null, actor: Actor) {
  const smtp = secrets?.smtpUrl !== undefined;
  if (!canChangeChannels(actor)) return { imap: null, dkim: null, smtp };
  const { imap, dkim } = channel;
  return { imap: imap && { ...imap, oauth2: imap.oauth2 !== null }, dkim, smtp };
}

/** How a channel fares, in the words of the reader’s language. */
export function presentHealth(
  channel: Pick<Channel, 'imap' | 'disabledAt'>,
  health: Partial<ChannelHealth>,
  lastReceivedAt: Date | null,
  locale: Locale,
): ChannelAccount['health'] {
  const received = [health.lastReceivedAt, lastReceivedAt?.toISOString()]
    .filter((instant) => typeof instant === 'string')
    .toSorted()
    .at(-1);
  const counts = {
    last_ok_at: health.lastOkAt ?? null,
    last_received_at: received ?? null,
    on_server: health.onServer ?? null,
    with_us: health.withUs ?? null,
    counted_at: health.countedAt ?? null,
  };
  if (channel.disabledAt !== null) {
    return { state: 'off', detail: channelText(locale, 'off'), ...counts };
  }
  const isUnreadable = health.reason === 'secrets_unreadable';
  if (channel.imap === null && !isUnreadable) {
    return { state: 'idle', detail: channelText(locale, 'idle'), ...counts };
  }
  if (health.reason === undefined) {
    return { state: 'connecting', detail: channelText(locale, 'starting'), ...counts };
  }
  const sentence = channelText(locale, health.reason);
  const words = health.serverWords;
  const detail = words ? channelText(locale, 'server_words', { sentence, words }) : sentence;
  return { state: health.state ?? 'connecting', detail, ...counts };
}
