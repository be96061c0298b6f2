import { BlockList, isIP } from 'node:net';
import type { SMTPServerSession } from 'smtp-server';
import type { ArrivalEnvelope } from './inlet.ts';

/** Whether the word of a peer is believed. */
export type TrustTest = (peer: string) => boolean;

/**
 * Trust in some MTAs: addresses, networks such as `10.0.0.0/8`, or `*` for everybody. Throws for
 * anything else.
 */
export function makeTrustTest(trusted: readonly string[]): TrustTest {
  if (trusted.includes('*')) return () => true;
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    if (family === 0) throw new Error(`"${entry}" is neither an address nor a network.`);
    const kind = family === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, kind);
    else list.addSubnet(address, Number(prefix), kind);
  }
  return (peer) => {
    const family = isIP(peer);
    return family !== 0 && list.check(peer, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * Who handed the mail to the organisation, which is what SPF is about (RFC 7208). From a stranger
 * that is the connection itself; from a trusted MTA only what it said by XCLIENT or XFORWARD
 * (Postfix), else unknown.
 */
export function describeClient(
  session: Pick<
    SMTPServerSession,
    'remoteAddress' | 'hostNameAppearsAs' | 'secure' | 'xClient' | 'xForward'
  >,
  isTrusted: boolean,
): Pick<ArrivalEnvelope, 'ip' | 'helo' | 'tls'> {
  const tls = session.secure;
  if (!isTrusted) {
    return { ip: session.remoteAddress || null, helo: session.hostNameAppearsAs || null, tls };
  }
  // Not session.remoteAddress: it keeps the client of an earlier mail where this one has none.
  if (session.xClient.has('ADDR')) {
    const helo = textOf(session.xClient.get('HELO')) ?? (session.hostNameAppearsAs || null);
    return { ip: textOf(session.xClient.get('ADDR')), helo, tls };
  }
  return {
    ip: textOf(session.xForward.get('ADDR')),
    helo: textOf(session.xForward.get('HELO')),
    tls,
  };
}

function textOf(value: string | number | false | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
