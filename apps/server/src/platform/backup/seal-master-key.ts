import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';

/** RFC 7914 with the parameters OWASP names for scrypt; 128 MiB and about half a second. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PLACE = 'earshot backup master key 1';

/** Shortest passphrase: the backup lies where others may try all of them. */
export const passphraseLength_min = 12;

/** The master key under a passphrase (scrypt, AES-256-GCM), to be kept inside a backup. */
export function sealMasterKey(masterKey: Uint8Array, passphrase: string): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(passphrase, salt), nonce);
  cipher.setAAD(Buffer.from(PLACE));
  const body = Buffer.concat([cipher.update(masterKey), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), body]);
}

/** The master key again; null where the passphrase is wrong or the bytes were changed. */
export function openSealedMasterKey(sealed: Buffer, passphrase: string): Buffer | null {
  const salt = sealed.subarray(0, SALT_BYTES);
  const nonce = sealed.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const start = SALT_BYTES + NONCE_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(passphrase, salt), nonce);
    decipher.setAAD(Buffer.from(PLACE));
    decipher.setAuthTag(sealed.subarray(start, start + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(start + TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // authenticated encryption does not tell a wrong passphrase from changed bytes
  }
}

/** Says whether two keys are the same without telling the key: 16 hexadecimal digits. */
export function fingerprintKey(masterKey: Uint8Array): string {
  return createHmac('sha256', masterKey).update('earshot fingerprint').digest('hex').slice(0, 16);
}

function deriveKey(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, 32, cost);
}
