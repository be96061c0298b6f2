import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
