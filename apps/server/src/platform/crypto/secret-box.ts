import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Secrets at rest by envelope: each value has its own AES-256-GCM key, wrapped by the master key
 * (NIST SP 800-38D). `place` (account, table, row) is authenticated, so a value moved elsewhere
 * does not open.
 */
export interface SecretBox {
  seal(plain: string, place: string): Buffer;
  /** Throws if the value was made with another master key, for another place, or changed. */
  open(sealed: Buffer, place: string): string;
  /**
   * A key of its own for one purpose (32 bytes, HKDF-SHA-256, RFC 5869): the same as long as the
   * master key is, and of no use for any other purpose.
   */
  derive(purpose: string): Buffer;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
    decipher.final(),
  ]);
}

const WRAPPED_BYTES = NONCE_BYTES + TAG_BYTES + KEY_BYTES;

/** Makes the box from the installation’s master key (32 bytes). */
export function createSecretBox(masterKey: Uint8Array): SecretBox {
  const master = Buffer.from(masterKey);
  if (master.length !== KEY_BYTES) throw new Error('The master key must have 32 bytes.');
  return {
    seal(plain, place) {
      const key = randomBytes(KEY_BYTES);
      const wrapped = encrypt(master, key, place);
      return Buffer.concat([
        Buffer.from([VERSION]),
        wrapped,
        encrypt(key, Buffer.from(plain), place),
      ]);
    },
    open(sealed, place) {
      if (sealed[0] !== VERSION) throw new Error('The secret was sealed by an unknown version.');
      const wrapped = sealed.subarray(1, 1 + WRAPPED_BYTES);
      const key = decrypt(master, wrapped, place);
      return decrypt(key, sealed.subarray(1 + WRAPPED_BYTES), place).toString('utf8');
    },
    derive(purpose) {
      return Buffer.from(hkdfSync('sha256', master, '', `earshot ${purpose}`, KEY_BYTES));
    },
  };
}
