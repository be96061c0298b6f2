import { createPrivateKey } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

/** The key that a domain publishes in the DNS at `selector._domainkey.domain`. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM. */
  readonly privateKey: string;
}

/** RFC 8301: shorter keys are not accepted any more. */
const leastKey_bits = 1024;

/** The key cannot sign; the message says why and never repeats the key. */
export class WrongDkimKey extends Error {
  override name = 'WrongDkimKey';
}

/** Throws `WrongDkimKey` unless the key is an RSA private key in PEM of at least 1024 bits. */
export function checkDkimKey(privateKey: string): void {
  let key;
  try {
    key = createPrivateKey(privateKey);
  } catch {
    throw new WrongDkimKey('is not a private key in PEM');
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw new WrongDkimKey(`is a ${key.asymmetricKeyType} key; mail servers everywhere know RSA`);
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < leastKey_bits) {
    throw new WrongDkimKey(`is shorter than ${leastKey_bits} bits`);
  }
}

/**
 * The mail with a DKIM-Signature on top (RFC 6376: rsa-sha256, relaxed/relaxed). Throws
 * `WrongDkimKey` rather than sending a mail unsigned that should be signed.
 */
export async function signDkim(raw: Buffer, key: DkimKey): Promise<Buffer> {
  checkDkimKey(key.privateKey);
  const { default: DKIM } = await import('nodemailer/lib/dkim');
  const signer = new DKIM({
    domainName: key.domain,
    keySelector: key.selector,
    privateKey: key.privateKey,
  });
  const signed = await buffer(signer.sign(raw));
  if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) {
    throw new WrongDkimKey('could not sign');
  }
  return signed;
}
