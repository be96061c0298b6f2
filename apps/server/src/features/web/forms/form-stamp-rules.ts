import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Nobody reads and fills in a form within this time; programs do. */
export const stampRests_ms = 3_000;
/** A form may lie open over a working day. */
export const stampLife_ms = 12 * 60 * 60 * 1_000;

/** What stands in a stamp; `nonce` makes it one submission. */
export interface FormStamp {
  channelId: string;
  issuedAt: Date;
  nonce: string;
  /** Of the puzzle; 0: none. */
  zeroBits: number;
}

/** Writes a stamp that only we can write. */
export function writeStamp(key: Uint8Array, stamp: FormStamp): string {
  const { channelId, issuedAt, nonce, zeroBits } = stamp;
  const text = `${issuedAt.getTime().toString(36)}.${nonce}.${zeroBits}`;
  return `${text}.${sign(key, channelId, text)}`;
}

function sign(key: Uint8Array, channelId: string, text: string): string {
  return createHmac('sha256', key).update(`${channelId}.${text}`).digest('base64url');
}

export type StampProblem = 'forged' | 'too_early' | 'too_late' | 'unsolved';

/** The stamp of a submission, or why it is not taken. */
export function readStamp(
  key: Uint8Array,
  given: { channelId: string; stamp: string; solution: string; now: Date },
): { nonce: string } | { problem: StampProblem } {
  const { channelId, stamp, solution, now } = given;
  const [, at36, nonce, bits, mac] =
    /^([0-9a-z]{1,12})\.([\w-]{16,64})\.(\d{1,2})\.([\w-]{43})$/.exec(stamp) ?? [];
  if (!at36 || !nonce || !bits || !mac) return { problem: 'forged' };
  const right = Buffer.from(sign(key, channelId, `${at36}.${nonce}.${bits}`));
  if (!timingSafeEqual(right, Buffer.from(mac))) return { problem: 'forged' };
  const age_ms = now.getTime() - parseInt(at36, 36);
  if (age_ms < stampRests_ms) return { problem: 'too_early' };
  if (age_ms > stampLife_ms) return { problem: 'too_late' };
  const isSolved = countZeroBits(`${stamp}.${solution}`) >= Number(bits);
  return isSolved ? { nonce } : { problem: 'unsolved' };
}

/** Zero bits at the beginning of the SHA-256 of a text. */
export function countZeroBits(text: string): number {
  const hash = createHash('sha256').update(text).digest();
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first]!) - 24;
}
