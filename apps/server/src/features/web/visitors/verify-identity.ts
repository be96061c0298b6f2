import { z } from 'zod';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { clockSkew_s, identityAhead_ms } from '../web-limits.ts';
import type { Identity } from './visitor-store.ts';

const claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number(),
  iat: z.number().optional(),
  name: z.string().max(200).optional().catch(undefined),
  email: z.string().max(320).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
});

/**
 * Who the organisation’s own site says this is (JWT, RFC 7519; HS256 only, so that neither “none”
 * nor a public key taken for a secret passes, RFC 8725, 3.1). Null: not to be believed.
 */
export async function verifyIdentity(
  token: string,
  expected: { secret: string; audience: string; now: Date },
): Promise<Identity | null> {
  const { secret, audience, now } = expected;
  // Loaded with the first visitor of whom a page says who it is.
  const { jwtVerify } = await import('jose');
  const verified = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    audience,
    clockTolerance: clockSkew_s,
    currentDate: now,
    requiredClaims: ['sub', 'exp', 'aud'],
  }).catch(() => null); // whatever is wrong with it, the caller learns only that it is
  const known = claims.safeParse(verified?.payload);
  if (!known.success) return null;
  const { sub, exp, iat, name, email, email_verified: isVerified } = known.data;
  const skew_ms = clockSkew_s * 1_000;
  if (exp * 1_000 > now.getTime() + identityAhead_ms + skew_ms) return null;
  if (iat !== undefined && iat * 1_000 > now.getTime() + skew_ms) return null;
  const address = email === undefined ? null : normaliseEmail(email);
  return {
    subject: sub.replaceAll('\u0000', ''),
    name: name?.replaceAll('\u0000', '').trim() || null,
    email: address,
    emailVerified: address !== null && isVerified === true,
  };
}
