import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from '../../../platform/crypto/token.ts';

/** Seconds that a signed request may be old or ahead: clocks differ, replays are older. */
export const signatureAge_max_s = 5 * 60;

/** What a signature is made of, as Standard Webhooks 1.0 says. */
export interface SignedPart {
  id: string;
  /** Unix seconds, as text. */
  timestamp: string;
  body: Buffer;
}

/** How Standard Webhooks 1.0 writes a secret: this, then base64. */
const secretPrefix = 'whsec_';

/** A new 256-bit secret, written as any library for Standard Webhooks takes it. */
export function newWebhookSecret(): string {
  return `${secretPrefix}${randomBytes(32).toString('base64')}`;
}

/** `v1,<base64>`: HMAC-SHA256 over `id.timestamp.body` with the bytes that the secret names. */
export function signWebhook(secret: string, { id, timestamp, body }: SignedPart): string {
  const key = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret;
  const hmac = createHmac('sha256', Buffer.from(key, 'base64'));
  return `v1,${hmac.update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/**
 * What is wrong with the signature of a request; null: nothing. Several signatures, as during a
 * change of the secret, stand beside each other with spaces between.
 */
export function findSignatureProblem(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
  now: Date,
): 'unsigned' | 'stale' | 'forged' | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const given = headers['webhook-signature'];
  if (!id || !timestamp || !given || id.length > 400) return 'unsigned';
  if (!/^\d{1,12}$/.test(timestamp)) return 'forged';
  const right = signWebhook(secret, { id, timestamp, body });
  const isRight = given.split(' ', 10).some((one) => sameSecret(one, right));
  if (!isRight) return 'forged';
  const age_s = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  return age_s > signatureAge_max_s ? 'stale' : null;
}
