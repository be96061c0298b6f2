import { BlockList, isIP } from 'node:net';
import type { ChannelAdapter, OutboundChannel, StartBackfill } from '../kit/channel-adapter.ts';
import { capabilitiesByKind } from '../kit/kind-capabilities.ts';
import { kindFacts } from '../kit/kind-facts.ts';
import type { Channel } from '../channel-store.ts';
import type { ClaimedReceipt } from '../receipt-store.ts';
import type { authenticateMail, MailVerdicts } from './verdicts/authenticate-mail.ts';
import { listMailIds } from './understand/list-mail-ids.ts';
import type { UnderstoodMail } from './understand/understood-mail.ts';

/** Understands raw mail away from the event loop, with limits. */
export interface Understander {
  understand(raw: Uint8Array): Promise<UnderstoodMail | { failed: string }>;
}

export interface EmailAdapterDeps {
  understander: Understander;
  /** SPF, DKIM, DMARC; injected so that tests need no DNS. */
  authenticate: typeof authenticateMail;
  outbound: OutboundChannel;
  /** Pulls one mailbox; null where the channel has none. */
  startPull: StartBackfill;
  /** Of the installation; null: only channels with a relay of their own can send. */
  relayUrl: string | null;
  /** Connects and logs in without sending. */
  checkRelay: CheckRelay;
}

/** Tries a relay: whether it answers and takes our login, and its words. */
export type CheckRelay = (url: string) => Promise<{ ok: boolean; detail: string }>;

/** Mail as a channel: RFC 5322 in by SMTP, LMTP, IMAP or import, out by a relay. */
export function createEmailAdapter(deps: EmailAdapterDeps): ChannelAdapter {
  return {
    kind: 'email',
    verifiedBy: kindFacts.email.verifiedBy,
    capabilities: capabilitiesByKind.email,
    verify: null,
    async understand(raw, receipt, channel) {
      const [mail, verdicts] = await Promise.all([
        deps.understander.understand(raw),
        judge(deps, raw, receipt, channel),
      ]);
      return 'failed' in mail ? mail : { things: [{ what: 'mail', mail, verdicts }] };
    },
    listRelations: (raw) => listMailIds(raw),
    outbound: deps.outbound,
    backfill: deps.startPull,
    async checkHealth({ secrets }) {
      const url = secrets.smtpUrl ?? deps.relayUrl;
      // Who sets none wants it so; each answer says that it waits.
      if (url === null) return { code: 'ok', words: null };
      const { ok, detail } = await deps.checkRelay(url);
      return { code: ok ? 'ok' : 'relay_failed', words: detail };
    },
  };
}

const ownNetworks = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  ownNetworks.addSubnet(net, bits, 'ipv4');
}
ownNetworks.addAddress('::1', 'ipv6');
ownNetworks.addSubnet('fc00::', 7, 'ipv6');
ownNetworks.addSubnet('fe80::', 10, 'ipv6');

/** Loopback and private addresses (RFC 1918, RFC 4193), where SPF has nothing to say. */
function isOwnNetwork(ip: string): boolean {
  const family = isIP(ip);
  return family === 0 || ownNetworks.check(ip, family === 6 ? 'ipv6' : 'ipv4');
}

async function judge(
  deps: EmailAdapterDeps,
  raw: Buffer,
  receipt: ClaimedReceipt,
  channel: Channel,
): Promise<MailVerdicts | null> {
  // Nobody sent what was written on a page of ours.
  if (receipt.source === 'import' || receipt.source === 'page') return null;
  const { envelope } = receipt;
  // The organisation’s own mail server handed it over without naming its client: SPF is for that
  // one.
  const ip = envelope?.ip && !isOwnNetwork(envelope.ip) ? envelope.ip : null;
  const trusted = receipt.source === 'imap' ? channel.imap?.trusted_authserv_id : undefined;
  return deps.authenticate(raw, {
    ...(ip ? { ip } : {}),
    ...(trusted ? { trustedAuthservId: trusted } : {}),
    ...(envelope?.helo ? { helo: envelope.helo } : {}),
    ...(envelope?.from ? { mailFrom: envelope.from } : {}),
  });
}
