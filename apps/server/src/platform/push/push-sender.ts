import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { SecretBox } from '../crypto/secret-box.ts';

/** Under which name push services know this installation (VAPID, RFC 8292). */
export interface PushSender {
  /** What browsers subscribe with (applicationServerKey), base64url. */
  publicKey: string;
  /** The value of `authorization` for one push service. */
  authorize(endpoint: string, now: Date): string;
}

const CURVE = 'prime256v1';
/** Services refuse what reaches further than a day (RFC 8292, 2); clocks differ. */
const TOKEN_LIFE_S = 12 * 60 * 60;

/**
 * The sender of this installation. Its key is made from the master key, so it is nowhere at rest,
 * the same in every process, and gone with the master key as every sealed secret is.
 */
export function createPushSender(box: Pick<SecretBox, 'derive'>, publicUrl: string): PushSender {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(box.derive('web push'));
  const point = ecdh.getPublicKey();
  const key = toKey(ecdh.getPrivateKey(), point);
  const publicKey = point.toString('base64url');
  // A contact is optional; some services refuse one that is no https address.
  const contact = publicUrl.startsWith('https://') ? { sub: publicUrl } : {};
  return {
    publicKey,
    authorize(endpoint, now) {
      const exp = Math.floor(now.getTime() / 1_000) + TOKEN_LIFE_S;
      const claims = { aud: new URL(endpoint).origin, exp, ...contact };
      const signed = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`;
      const dsaEncoding = 'ieee-p1363' as const;
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding });
      return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`;
    },
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function toKey(scalar: Buffer, point: Buffer): KeyObject {
  const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
  const d = Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', d, x: part(1, 33), y: part(33, 65) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}
