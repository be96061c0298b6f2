import { domainToASCII } from 'node:url';

/** RFC 5321 4.5.3.1: 64 octets, an @ and 255 octets. */
const EMAIL_OCTETS_MAX = 320;
const LOCAL_OCTETS_MAX = 64;

/**
 * One form for every spelling of an e-mail address: no space around it, lower case, domain in ASCII
 * (RFC 5891). Null if it is not one address. The local part is lower-cased too, although RFC 5321
 * lets hosts tell cases apart: none in use does, and people write their own address either way.
 */
export function normaliseEmail(given: string): string | null {
  const trimmed = given.trim().normalize('NFC');
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || Buffer.byteLength(trimmed) > EMAIL_OCTETS_MAX) return null;
  const local = trimmed.slice(0, at).toLowerCase();
  if (Buffer.byteLength(local) > LOCAL_OCTETS_MAX || !isLocalPart(local)) return null;
  const domain = asciiDomain(trimmed.slice(at + 1));
  return domain === null ? null : `${local}@${domain}`;
}

function isLocalPart(local: string): boolean {
  // Controls, spaces, quotes, brackets and separators make another thing of it than one address.
  return local.isWellFormed() && !/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}@<>"(),:;\\[\]]/u.test(local);
}

function asciiDomain(given: string): string | null {
  const domain = domainToASCII(given.replace(/\.$/, '')).toLowerCase();
  if (domain === '' || domain.length > 255) return null;
  return domain.split('.').every(isLabel) ? domain : null;
}

function isLabel(label: string): boolean {
  return /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label);
}
