import type { SMTPServerSession } from 'smtp-server';
import type { ArrivalEnvelope } from './inlet.ts';

/** Whether an address is one of the MTAs whose word is believed; `*` trusts everybody. */
export function isTrustedPeer(address: string, trusted: readonly string[]): boolean {
  return trusted.includes('*') || trusted.includes(address);
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
  peer: string,
  trusted: readonly string[],
): Pick<ArrivalEnvelope, 'ip' | 'helo' | 'tls'> {
  const tls = session.secure;
  if (!isTrustedPeer(peer, trusted)) {
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
