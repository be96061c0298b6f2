import { createHmac, timingSafeEqual } from 'node:crypto';
import { linkId_bytes, linkSign_bytes, linkToken_letters } from './link-limits.ts';
import type { LinkKind } from './link-tables.ts';

/** What a link is bound to; a change of any of it makes another link. */
export interface LinkBinding {
  accountId: string;
  kind: LinkKind;
  caseId: string;
  address: string;
}

function digest(key: Uint8Array, words: readonly string[]): Buffer {
  return createHmac('sha256', key).update(words.join('|')).digest();
}

function bindingOf({ accountId, kind, caseId, address }: LinkBinding): string[] {
  return [accountId, kind, caseId, address];
}

/**
 * The id of a link: the same for the same binding, so that two messages written at once carry the
 * same link; another after each revocation. A UUID of version 8 (RFC 9562).
 */
export function makeLinkId(key: Uint8Array, binding: LinkBinding, revokedBefore: number): string {
  const bytes = digest(key, ['id', ...bindingOf(binding), String(revokedBefore)]);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.subarray(0, linkId_bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function signLink(key: Uint8Array, id: string, binding: LinkBinding): Buffer {
  return digest(key, ['sign', id, ...bindingOf(binding)]).subarray(0, linkSign_bytes);
}

/** What stands in the address of the page: the id and a sign that only the key can make. */
export function makeLinkToken(key: Uint8Array, id: string, binding: LinkBinding): string {
  const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([idBytes, signLink(key, id, binding)]).toString('base64url');
}

/** The id that a token claims; null where it has not the shape of one. */
export function readLinkId(token: string): string | null {
  if (token.length !== linkToken_letters || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.toString('base64url') !== token) return null;
  const hex = bytes.subarray(0, linkId_bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether the token was made by this key for this id and binding; in constant time. */
export function isLinkToken(
  key: Uint8Array,
  token: string,
  id: string,
  binding: LinkBinding,
): boolean {
  const sign = Buffer.from(token, 'base64url').subarray(linkId_bytes);
  const expected = signLink(key, id, binding);
  return sign.length === expected.length && timingSafeEqual(sign, expected);
}
