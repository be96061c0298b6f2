import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A new 256-bit secret for links, sessions and keys, in base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256. Enough, since the token has full entropy. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares in constant time; texts of different length are unequal. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hashToken(a), hashToken(b));
}

// Without letters and digits that look alike.
const HINT_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Text of a new API key, `es_<hint>_<secret>`: ten characters by which people tell keys apart, then
 * 256 bits. The prefix lets secret scanners find a key that was published by mistake.
 */
export function newKeyText(): string {
  const hint = Array.from({ length: 10 }, () => HINT_LETTERS[randomInt(HINT_LETTERS.length)]);
  return `es_${hint.join('')}_${newToken()}`;
}
