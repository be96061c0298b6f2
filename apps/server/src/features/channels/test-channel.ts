import type { createChannelTest } from '@earshot/contract/channel-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Locale } from '../../platform/i18n/texts.ts';
import type { Log } from '../../platform/log/log.ts';
import type { OutsideRules } from '../../platform/web/fetch-outside.ts';
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
import type { CallDoor } from './live-test/call-door.ts';
import { sayFault } from './kit/say-fault.ts';
import { channelTestText } from './live-test/channel-test-texts.ts';
import { testApiChannel } from './live-test/test-api-channel.ts';
import { makeTestMark, testKeyOf } from './live-test/test-mark.ts';
import { testRoundTrip } from './live-test/test-round-trip.ts';
import type { TestWalk } from './live-test/test-walk.ts';
import { type ForgetVisitor, testWebChannel } from './live-test/test-web-channel.ts';

/** The outside as the test of a channel asks it. */
export interface ChannelTestDeps extends ChannelDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly loopMark: string;
  /** Our own public address; null: no server runs. */
  readonly callDoor: CallDoor | null;
  readonly forgetVisitor: ForgetVisitor;
  /** What counts as outside for webhooks; left out: the public internet. */
  readonly outsideRules?: OutsideRules | undefined;
  /** How long a test mail may take to come back; left out: half a minute. */
  readonly mailBackWithin_ms?: number | undefined;
  /** Relay of the installation, for channels without one of their own; null: none is set. */
  readonly relayUrl: string | null;
  readonly dns: DnsQuestions;
  checkMailbox(access: ImapAccess): Promise<MailboxCheck>;
  /** Connects and logs in without sending. */
  checkRelay(url: string): Promise<{ ok: boolean; detail: string }>;
}

type Step = ResponseOf<typeof createChannelTest>['steps'][number];

/**
 * Tries a channel now, the whole way and both ways: what it sends is thrown away once it was
 * understood, so that no case, contact or figure knows of it.
 */
export async function testChannel(
  deps: ChannelTestDeps,
  actor: Actor,
  channelId: string,
): Promise<{ steps: Step[] }> {
  const channel = await deps.db.withAccount(actor.accountId, (tx) => getChannel(tx, channelId));
  const secrets = openChannelSecrets(deps.box, channel);
  const { locale } = actor;
  const walk: TestWalk = {
    db: deps.db,
    channel,
    locale,
    callDoor: deps.callDoor,
    now: deps.clock.now(),
    mark: makeTestMark(testKeyOf(deps.box), channelId, deps.clock.now()),
  };
  if (channel.kind === 'email') return { steps: await testMail(deps, walk, secrets) };
  const door = testDoor(channel, locale);
  if (!door.ok) return { steps: [door] };
  const steps =
    channel.kind === 'api'
      ? await testApiChannel(walk, secrets, deps.outsideRules)
      : await testWebChannel(walk, deps.forgetVisitor);
  return { steps: [door, ...steps] };
}

function testDoor({ kind, disabledAt }: Channel, locale: Locale): Step {
  const name = channelTestText(locale, 'step_door');
  if (disabledAt !== null || kind === 'email') {
    return { name, ok: false, detail: channelText(locale, 'off_web') };
  }
  return { name, ok: true, detail: channelText(locale, `ready_${kind}`) };
}

/** Mailbox, relay and DNS, then a mail of our own out by the relay and in again. */
async function testMail(
  deps: ChannelTestDeps,
  walk: TestWalk,
  secrets: ChannelSecrets,
): Promise<Step[]> {
  const { channel, locale } = walk;
  const [mailbox, relay, dns] = await Promise.all([
    testMailbox(deps, channel, locale),
    testRelay(deps, secrets, locale),
    testDns(deps, channel, secrets, locale),
  ]);
  const url = secrets.smtpUrl ?? deps.relayUrl;
  // Without a server nobody would take it in again.
  const isOpen = channel.disabledAt === null && deps.callDoor !== null;
  if (!isOpen || url === null || !mailbox.ok || !relay.ok) return [mailbox, relay, ...dns];
  const { log, loopMark, mailBackWithin_ms: within_ms } = deps;
  const trip = await testRoundTrip(walk, { url, log, loopMark, within_ms });
  return [mailbox, relay, ...trip, ...dns];
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
  const detail = check.ok ? channelText(locale, 'relay_ok') : sayFault(check.detail, locale);
  return { name, ok: check.ok, detail };
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
