import { domainToASCII } from 'node:url';

/** Beyond this many "+" nobody means a detail any more; bounds the look-up. */
const DETAILS_MAX = 8;

/**
 * An address as channels keep and look it up: lower case, the domain as the DNS writes it
 * (RFC 5891). Null where it is no address.
 */
export function normaliseChannelAddress(address: string): string | null {
  const given = address.trim().normalize('NFC').toLowerCase();
  const at = given.lastIndexOf('@');
  const domain = domainToASCII(given.slice(at + 1));
  if (at < 1 || domain === '') return null;
  return `${given.slice(0, at)}@${domain}`;
}

/**
 * The addresses a recipient may stand for, the most specific first: itself, then without each plus
 * detail (RFC 5233), so that `support+c12.sign@host` and an alias `support+shop@host` both work.
 */
export function listAddressCandidates(address: string): string[] {
  const whole = normaliseChannelAddress(address);
  if (whole === null) return [];
  const at = whole.lastIndexOf('@');
  const parts = whole.slice(0, at).split('+', DETAILS_MAX + 1);
  const candidates = [whole];
  for (let kept = parts.length - 1; kept >= 1; kept--) {
    const local = parts.slice(0, kept).join('+');
    if (local !== '') candidates.push(`${local}${whole.slice(at)}`);
  }
  return candidates;
}
