import { DAY_MS } from '@earshot/contract/durations.ts';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const daysValid = 365 * 5;

/** Key and certificate in PEM. */
export interface CertificatePair {
  readonly key: string;
  readonly cert: string;
}

/**
 * A new P-256 key with a certificate that it signed itself (X.509, RFC 5280). Mail servers encrypt
 * without looking who signed (RFC 7435), so this keeps listeners on the network out; it proves
 * nothing about who we are.
 */
export function makeCertificate(hostname: string, now: Date): CertificatePair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId('2a8648ce3d040302'));
  const who = sequence(set(sequence(objectId('550403'), utf8(hostname.slice(0, 64)))));
  const body = sequence(
    tagged(0xa0, Buffer.from([0x02, 0x01, 0x02])),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    who,
    sequence(
      time(new Date(now.getTime() - DAY_MS)),
      time(new Date(now.getTime() + daysValid * DAY_MS)),
    ),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(alternativeName(hostname))),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** DER (X.690): a tag, the length of the content, the content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const digits = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content]);
}

const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);
const set = (...parts: readonly Buffer[]) => tagged(0x31, ...parts);
const integer = (value: Buffer) => tagged(0x02, value);
const objectId = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text, 'utf8'));

function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return tagged(0x18, Buffer.from(digits, 'latin1'));
}

function alternativeName(hostname: string): Buffer {
  const names = sequence(tagged(0x82, Buffer.from(hostname, 'latin1')));
  return sequence(objectId('551d11'), tagged(0x04, names));
}
