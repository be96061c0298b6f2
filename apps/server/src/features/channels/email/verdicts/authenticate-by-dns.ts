import type { Clock } from '../../../../platform/clock.ts';
import { createDnsMemory } from '../../../../platform/dns-memory.ts';
import { authenticateMail, type AuthenticateMailOptions } from './authenticate-mail.ts';

/** SPF, DKIM and DMARC with a DNS client that remembers: senders write more than once. */
export function authenticateByDns(clock: Clock): typeof authenticateMail {
  const ask = createDnsMemory(clock);
  const resolver = ask as NonNullable<AuthenticateMailOptions['resolver']>;
  return (raw, facts) => authenticateMail(raw, { resolver, ...facts });
}
