import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Addresses that say by themselves what an answer belongs to: `support+c4711.7f3c9a1b2d4e@host`.
 * The sign cannot be made without the channel's secret, so a guessed case number opens nothing.
 */

/** 12 letters of 5 bits: 60 bits, far beyond what can be tried by mail. */
const signLetters = 12;
/** RFC 5321, section 4.5.3.1.1, in octets. */
const mostLocalPart_bytes = 64;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** What an address is made for: c: answers of one case; b: bounces of one message. */
export type ReplyPurpose = 'c' | 'b';

interface Signer {
  readonly accountId: string;
  readonly channelId: string;
  /** Of the channel, at least 16 random bytes; changing it makes all older addresses invalid. */
  readonly secret: Uint8Array;
}

/** What an address is to carry. */
export type ReplyTarget =
  | { readonly purpose: 'c'; readonly caseNumber: number }
  | { readonly purpose: 'b'; readonly messageId: string };

/**
 * The signed plus-address (RFC 5233) of a case (`c`: Reply-To) or of one message (`b`: envelope
 * sender, "VERP"). Null where the local part would grow beyond 64 octets; then use the plain
 * address. `messageId` is our own UUID, not the header field.
 */
export function makeReplyAddress(
  input: Signer & { readonly address: string } & ReplyTarget,
): string | null {
  const at = input.address.lastIndexOf('@');
  const id = input.purpose === 'c' ? String(input.caseNumber) : packUuid(input.messageId);
  const sign = signTarget(input, input.purpose, id);
  const local = `${input.address.slice(0, at)}+${input.purpose}${id}.${sign}`;
  if (Buffer.byteLength(local) > mostLocalPart_bytes) return null;
  return `${local}${input.address.slice(at)}`;
}

/** One of our channels as far as its signed addresses are concerned. */
export interface ReplyChannel extends Signer {
  /** The main address and the aliases. */
  readonly addresses: readonly string[];
}

/** What a signed address says; believe it only where `valid`. */
export type ReplyClaim = { readonly channelId: string; readonly valid: boolean } & ReplyTarget;

const shape = /^(.+)\+(?:c(\d{1,15})|b([a-z2-7]{26}))\.([a-z2-7]{12})@([^@]+)$/;

/**
 * Reads an address that `makeReplyAddress` made, in whatever case it came back. Null: it has not
 * the shape, or belongs to none of the channels. A wrong sign gives `valid: false`: somebody
 * guesses, or the secret changed.
 */
export function readReplyAddress(
  address: string,
  channels: readonly ReplyChannel[],
): ReplyClaim | null {
  const found = shape.exec(address.trim().toLowerCase());
  if (found === null) return null;
  const [, local, caseDigits, packed, sign, domain] = found;
  const base = `${local}@${domain}`;
  const channel = channels.find(({ addresses }) =>
    addresses.some((candidate) => candidate.toLowerCase() === base),
  );
  if (channel === undefined) return null;
  const id = caseDigits ?? packed!;
  const purpose = caseDigits === undefined ? 'b' : 'c';
  const expected = Buffer.from(signTarget(channel, purpose, id));
  const valid = timingSafeEqual(expected, Buffer.from(sign!));
  const { channelId } = channel;
  if (purpose === 'c') return { channelId, valid, purpose, caseNumber: Number(id) };
  const messageId = unpackUuid(id);
  return messageId === null ? null : { channelId, valid, purpose, messageId };
}

function signTarget(signer: Signer, purpose: ReplyPurpose, id: string): string {
  const text = `${signer.accountId}|${signer.channelId}|${purpose}|${id}`;
  const digest = createHmac('sha256', signer.secret).update(text).digest();
  return toBase32(digest).slice(0, signLetters);
}

function toBase32(bytes: Uint8Array): string {
  let letters = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += alphabet[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? letters + alphabet[(value << (5 - bits)) & 31] : letters;
}

function packUuid(uuid: string): string {
  return toBase32(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
}

function unpackUuid(letters: string): string | null {
  let value = 0n;
  for (const letter of letters) value = (value << 5n) | BigInt(alphabet.indexOf(letter));
  // 26 letters are 130 bits; the two behind the UUID are always zero.
  if ((value & 3n) !== 0n) return null;
  const hex = (value >> 2n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
