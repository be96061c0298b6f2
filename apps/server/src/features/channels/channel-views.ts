import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { webLoaderPath, webPagePath } from '@earshot/contract/channel-kind-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Locale } from '../../platform/i18n/texts.ts';
import { listTeamRefs, type NamedRef } from '../members/public.ts';
import { canChangeChannels } from './channel-policy.ts';
import { type ChannelSecrets, findChannelSecrets, secretNames } from './channel-secrets.ts';
import { type KeptHealth, listChannelHealth } from './channel-state-store.ts';
import { type Channel, getChannel, listAccountChannels } from './channel-store.ts';
import { channelText } from './channel-texts.ts';
import { type KeptCheck, listChecks } from './health/check-store.ts';
import { presentTrouble } from './health/health-texts.ts';
import { secretsOfKind } from './settings/create-channel-secret.ts';
import { kindFacts } from './kit/kind-facts.ts';
import { presentMailboxHealth } from './email/receive/mailbox-health.ts';
import { listLastReceivedAt } from './receipt-views.ts';

/** What putting a channel into words needs beside its row. */
export interface ChannelPlace {
  box: SecretBox;
  /** Of this installation, without a slash at its end. */
  publicUrl: string;
}

/** All channels of the account as its members and programs see them. */
export async function presentChannels(
  tx: Tx,
  place: ChannelPlace,
  actor: Actor,
): Promise<ChannelAccount[]> {
  return presentAll(tx, place, actor, await listAccountChannels(tx));
}

/** One channel as its members and programs see it. */
export async function presentChannel(
  tx: Tx,
  place: ChannelPlace,
  actor: Actor,
  channelId: string,
): Promise<ChannelAccount> {
  const [shown] = await presentAll(tx, place, actor, [await getChannel(tx, channelId)]);
  return shown!;
}

async function presentAll(
  tx: Tx,
  place: ChannelPlace,
  actor: Actor,
  channels: readonly Channel[],
): Promise<ChannelAccount[]> {
  const teams = await listTeamRefs(
    tx,
    channels.map((channel) => channel.teamId),
  );
  const health = await listChannelHealth(tx);
  const received = await listLastReceivedAt(tx);
  const checks = await listChecks(tx);
  return channels.map((channel) => {
    const secrets = findChannelSecrets(place.box, channel);
    const facts = {
      kept: health.get(channel.id) ?? null,
      lastReceivedAt: received.get(channel.id) ?? null,
      checked: checks.get(channel.id) ?? null,
      isReadable: secrets !== null,
    };
    return {
      ...presentSettings(channel, teams),
      ...presentConnection(channel, secrets, actor),
      ...presentEmbedding(channel, place.publicUrl),
      verified_by: kindFacts[channel.kind].verifiedBy,
      health: presentHealth(channel, facts, actor.locale),
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
  const made = secretsOfKind[channel.kind].filter((kind) => secrets?.[secretNames[kind]]);
  const shown = { smtp, secrets: made };
  if (!canChangeChannels(actor)) return { imap: null, dkim: null, api: null, ...shown };
  const { imap, dkim, api } = channel;
  return { imap: imap && { ...imap, oauth2: imap.oauth2 !== null }, dkim, api, ...shown };
}

/** Where people find a chat or form, and how a page brings it to them. */
function presentEmbedding({ kind, address, web }: Channel, publicUrl: string) {
  if (kind !== 'chat' && kind !== 'form') return { web, page_url: null, script_tag: null };
  const loader = `${publicUrl}${webLoaderPath}`;
  return {
    web,
    page_url: `${publicUrl}${webPagePath(kind, address)}`,
    script_tag: `<script async src="${loader}" data-channel="${address}"${kind === 'form' ? ' data-form' : ''}></script>`,
  };
}

/** What is known about how a channel fares. */
export interface HealthFacts {
  /** What the pull of its mailbox told last; null before the first time. */
  readonly kept: KeptHealth | null;
  readonly lastReceivedAt: Date | null;
  /** What its adapter saw last; null before the first check. */
  readonly checked: KeptCheck | null;
  /** Whether its secrets open with the present master key. */
  readonly isReadable: boolean;
}

/** How a channel fares, in the words of the reader’s language. */
export function presentHealth(
  channel: Pick<Channel, 'kind' | 'imap' | 'disabledAt'>,
  { kept, lastReceivedAt, checked, isReadable }: HealthFacts,
  locale: Locale,
): ChannelAccount['health'] {
  const received = [kept?.lastReceivedAt, lastReceivedAt?.toISOString()]
    .filter((instant) => typeof instant === 'string')
    .toSorted()
    .at(-1);
  const counts = {
    last_ok_at: kept?.lastOkAt ?? null,
    last_received_at: received ?? null,
    on_server: kept?.onServer ?? null,
    with_us: kept?.withUs ?? null,
    counted_at: kept?.countedAt ?? null,
    checked_at: checked?.at ?? null,
    since: null,
  };
  const say = (state: 'off' | 'failing' | 'idle' | 'connecting' | 'ok', id: ChannelTextId) => ({
    state,
    detail: channelText(locale, id),
    ...counts,
  });
  const isMail = channel.kind === 'email';
  if (channel.disabledAt !== null) return say('off', isMail ? 'off' : 'off_web');
  if (!isReadable) return say('failing', 'secrets_unreadable');
  const trouble = checked === null || checked.code === 'ok' ? null : checked;
  const isPullFailing = channel.imap !== null && kept?.state === 'failing';
  if (trouble !== null && !isPullFailing) {
    const detail = presentTrouble(trouble.code, trouble.words, locale);
    return { state: 'failing', detail, ...counts, since: trouble.since };
  }
  if (!isMail) return say('ok', `ready_${channel.kind}`);
  if (channel.imap === null) return say(received === undefined ? 'idle' : 'ok', 'idle');
  // A pull that was stopped with its server begins again with the next one.
  if (kept === null || kept.state === 'off') return say('connecting', 'starting');
  const detail = presentMailboxHealth({ ...kept, ...noInstants }, locale);
  return { state: kept.state, detail, ...counts };
}

/** The sentence speaks of none of them. */
const noInstants = {
  lastOkAt: null,
  lastReceivedAt: null,
  onServer: null,
  withUs: null,
  countedAt: null,
};

type ChannelTextId = Parameters<typeof channelText>[1];
