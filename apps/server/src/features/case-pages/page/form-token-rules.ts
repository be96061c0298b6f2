import { createHmac, timingSafeEqual } from 'node:crypto';

/** Octets of the sign of a form: 96 bits. */
const SIGN_BYTES = 12;

function sign(key: Uint8Array, linkId: string, nonce: string): Buffer {
  return createHmac('sha256', key)
    .update(`form|${linkId}|${nonce}`)
    .digest()
    .subarray(0, SIGN_BYTES);
}

/**
 * What a form of a page carries: that it was made here for this link, and a number of its own by
 * which the same form sent twice is recognised.
 */
export function makeFormToken(key: Uint8Array, linkId: string, nonce: string): string {
  return `${nonce}.${sign(key, linkId, nonce).toString('base64url')}`;
}

/** The number of a form that was made here for this link; null for every other. */
export function readFormToken(key: Uint8Array, linkId: string, token: string): string | null {
  const [, nonce, given] = /^([\w-]{16,64})\.([\w-]{16})$/.exec(token) ?? [];
  if (nonce === undefined || given === undefined) return null;
  const isSame = timingSafeEqual(sign(key, linkId, nonce), Buffer.from(given, 'base64url'));
  return isSame ? nonce : null;
}
