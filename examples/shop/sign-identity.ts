import { createHmac } from 'node:crypto';

export interface Shopper {
  id: string;
  name: string;
  email: string;
}

/** A token lives for an hour: the page asks for a new one whenever it is needed. */
const lives_s = 60 * 60;

/**
 * Tells Earshot who is signed in: a JWT (RFC 7519), HS256 with the channel's identity secret. Only
 * the shop's own server knows the secret; it never reaches a browser.
 */
export function signIdentity(shopper: Shopper, channelKey: string, secret: string): string {
  const now_s = Math.floor(Date.now() / 1000);
  const claims = {
    sub: shopper.id,
    aud: channelKey,
    iat: now_s,
    exp: now_s + lives_s,
    name: shopper.name,
    email: shopper.email,
    email_verified: true,
  };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = createHmac('sha256', secret).update(parts.join('.')).digest('base64url');
  return [...parts, signature].join('.');
}
