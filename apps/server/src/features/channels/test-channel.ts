import type { createChannelTest } from '@earshot/contract/channel-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Locale } from '../../platform/i18n/texts.ts';
import { type ChannelSecrets, openChannelSecrets } from './channel-secrets.ts';
import { presentMailboxHealth, stateOf } from './email/receive/mailbox-health.ts';
import type { MailboxCheck } from './email/receive/check-mailbox.ts';
import type { ImapAccess } from './email/receive/imap-login.ts';
import { type Channel, getChannel } from './channel-store.ts';
import { channelText } from './channel-texts.ts';
import {
  checkMailRecords,
  type DnsAnswer,
  type DnsQuestions,
  presentPublicKey,
} from './check-dns.ts';
import type { ChannelDeps } from './create-channel.ts';
import { openMailboxAccess } from './mailbox-access.ts';

/** The outside as the test of a channel asks it. */
export interface ChannelTestDeps extends ChannelDeps {
  /** Relay of the installation, for channels without one of their own; null: none is set. */
  readonly relayUrl: string | null;
  readonly dns: DnsQuestions;
  checkMailbox(access: ImapAccess): Promise<MailboxCheck>;
  /** Connects and logs in without sending. */
  checkRelay(url: string): Promise<{ ok: boolean; detail: string }>;
}

type Step = ResponseOf<typeof createChannelTest>['steps'][number];

/** Tries mailbox, relay and DNS of a channel now; changes nothing. */
export async function testChannel(
  deps: ChannelTestDeps,
  actor: Actor,
  channelId: string,
): Promise<{ steps: Step[] }> {
  const channel = await deps.db.withAccount(actor.accountId, (tx) => getChannel(tx, channelId));
  const secrets = openChannelSecrets(deps.box, channel);
  const { locale } = actor;
  if (channel.kind !== 'email') return { steps: [testOwnDoor(channel, locale)] };
  const [mailbox, relay, dns] = await Promise.all([
    testMailbox(deps, channel, locale),
    testRelay(deps, secrets, locale),
    testDns(deps, channel, secrets, locale),
  ]);
  return { steps: [mailbox, relay, ...dns] };
}

/** Chat, form and API channel have no server of others to log in to: they work where they are on. */
function testOwnDoor({ kind, disabledAt }: Channel, locale: Locale): Step {
  const name = channelText(locale, 'step_door');
  if (disabledAt !== null || kind === 'email') {
    return { name, ok: false, detail: channelText(locale, 'off_web') };
  }
  return { name, ok: true, detail: channelText(locale, `ready_${kind}`) };
}

async function testMailbox(deps: ChannelTestDeps, channel: Channel, locale: Locale): Promise<Step> {
  const name = channelText(locale, 'step_mailbox');
  if (channel.imap === null) return { name, ok: true, detail: channelText(locale, 'no_mailbox') };
  const check = await deps.checkMailbox(openMailboxAccess(deps, channel));
  if (check.ok) {
    const facts = { count: check.count, mailbox: channel.imap.mailbox };
    return { name, ok: true, detail: channelText(locale, 'mailbox_ok', facts) };
  }
  const { host, mailbox } = channel.imap;
  const health = {
    state: stateOf(check.code),
    code: check.code,
    serverWords: check.serverWords,
    facts: { host, mailbox, missing: 0, next_try_at: null },
    lastOkAt: null,
    lastReceivedAt: null,
    onServer: null,
    withUs: null,
    countedAt: null,
  };
  return { name, ok: false, detail: presentMailboxHealth(health, locale) };
}

async function testRelay(
  deps: ChannelTestDeps,
  secrets: ChannelSecrets,
  locale: Locale,
): Promise<Step> {
  const name = channelText(locale, 'step_relay');
  const url = secrets.smtpUrl ?? deps.relayUrl;
  if (url === null) return { name, ok: false, detail: channelText(locale, 'no_relay') };
  const check = await deps.checkRelay(url);
  return { name, ok: check.ok, detail: check.ok ? channelText(locale, 'relay_ok') : check.detail };
}

async function testDns(
  deps: ChannelTestDeps,
  channel: Channel,
  secrets: ChannelSecrets,
  locale: Locale,
): Promise<Step[]> {
  const domain = channel.address.slice(channel.address.lastIndexOf('@') + 1);
  const { dkim } = channel;
  const dkimName = dkim && `${dkim.selector}._domainkey.${dkim.domain}`;
  const records = await checkMailRecords(deps.dns, domain, dkimName);
  const present = (
    kind: 'mx' | 'spf' | 'dmarc',
    answer: DnsAnswer<string | string[]>,
    key: 'hosts' | 'record',
  ): Step => {
    const name = channelText(locale, `step_${kind}`);
    if (answer.state === 'unreachable') return { name, ok: false, detail: say(locale, answer) };
    if (answer.state === 'none') {
      return { name, ok: false, detail: channelText(locale, `${kind}_none`, { domain }) };
    }
    const value = Array.isArray(answer.value) ? answer.value.join(', ') : answer.value;
    return { name, ok: true, detail: channelText(locale, `${kind}_ok`, { domain, [key]: value }) };
  };
  return [
    present('mx', records.mx, 'hosts'),
    present('spf', records.spf, 'record'),
    present('dmarc', records.dmarc, 'record'),
    testDkim(records.dkim, dkimName, secrets, locale),
  ];
}

function testDkim(
  answer: DnsAnswer<string> | null,
  dkimName: string | null,
  secrets: ChannelSecrets,
  locale: Locale,
): Step {
  const name = channelText(locale, 'step_dkim');
  if (answer === null || dkimName === null || secrets.dkimPrivateKey === undefined) {
    return { name, ok: true, detail: channelText(locale, 'dkim_unset') };
  }
  if (answer.state === 'unreachable') return { name, ok: false, detail: say(locale, answer) };
  const facts = { name: dkimName };
  if (answer.state === 'none') {
    return { name, ok: false, detail: channelText(locale, 'dkim_none', facts) };
  }
  const ok = answer.value === presentPublicKey(secrets.dkimPrivateKey);
  return { name, ok, detail: channelText(locale, ok ? 'dkim_ok' : 'dkim_differs', facts) };
}

function say(locale: Locale, answer: { words: string }): string {
  return channelText(locale, 'dns_unreachable', { words: answer.words });
}
