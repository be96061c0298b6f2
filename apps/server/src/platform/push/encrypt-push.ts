import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** Of the browser that a message is for (RFC 8291), base64url. */
export interface PushKeys {
  /** Its public key: an uncompressed point on P-256. */
  p256dh: string;
  /** Its authentication secret, 16 bytes. */
  auth: string;
}

/** What is drawn by chance for each message; named only to follow the example of the standard. */
export interface PushChance {
  salt: Buffer;
  privateKey: Buffer;
}

/** One record of this size carries the whole message (RFC 8188). */
const RECORD_BYTES = 4_096;
const SALT_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const SECRET_BYTES = 32;
/** Marks the last record (RFC 8188, 2). */
const LAST = Buffer.from([2]);

/** The longest message that every push service takes: header, mark and tag share 4,096 bytes. */
export const pushPlain_bytes_max = 3_993;

/** Whether these keys are a point on the curve and a secret of the right length. */
export function arePushKeys({ p256dh, auth }: PushKeys): boolean {
  if (Buffer.from(auth, 'base64url').length !== SALT_BYTES) return false;
  try {
    const own = createECDH('prime256v1');
    own.generateKeys();
    own.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false; // not on the curve: a message could never be encrypted for it
  }
}

/**
 * A message as only the browser behind these keys reads it: aes128gcm of RFC 8291, in one record.
 * Throws where the message is longer than `pushPlain_bytes_max` or the keys are none.
 */
export function encryptPush(
  plain: Buffer,
  keys: PushKeys,
  chance: Partial<PushChance> = {},
): Buffer {
  if (plain.length > pushPlain_bytes_max) throw new RangeError('Too long for a push message.');
  const theirs = Buffer.from(keys.p256dh, 'base64url');
  const ecdh = createECDH('prime256v1');
  if (chance.privateKey) ecdh.setPrivateKey(chance.privateKey);
  else ecdh.generateKeys();
  const ours = ecdh.getPublicKey();
  const salt = chance.salt ?? randomBytes(SALT_BYTES);
  const shared = expand(
    Buffer.from(keys.auth, 'base64url'),
    ecdh.computeSecret(theirs),
    Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]),
    SECRET_BYTES,
  );
  const key = expand(salt, shared, Buffer.from('Content-Encoding: aes128gcm\0'), KEY_BYTES);
  const nonce = expand(salt, shared, Buffer.from('Content-Encoding: nonce\0'), NONCE_BYTES);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const head = Buffer.alloc(SALT_BYTES + 5);
  salt.copy(head);
  head.writeUInt32BE(RECORD_BYTES, SALT_BYTES);
  head.writeUInt8(ours.length, SALT_BYTES + 4);
  const body = [cipher.update(Buffer.concat([plain, LAST])), cipher.final()];
  return Buffer.concat([head, ours, ...body, cipher.getAuthTag()]);
}

function expand(salt: Buffer, secret: Buffer, use: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, use, length));
}
