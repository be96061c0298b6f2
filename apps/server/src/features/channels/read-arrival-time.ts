import { parseMailDate } from './email/understand/header-values.ts';

/** Header fields end at the first empty line; no real header is longer than this. */
const HEADER_BYTES_MAX = 256 * 1024;
/** Before RFC 822 there was no mail as we know it: an older date is a broken clock. */
const EARLIEST = Date.UTC(1982, 7, 13);

/**
 * When an imported mail arrived at its first owner: the newest Received field says it (RFC 5321,
 * section 4.4), else what the mailbox noted (`receivedAt`), else the Date field, else when the file
 * was written (`changedAt`), else it is `now`. A claim that lies in the future or before mail
 * existed is not believed.
 */
export function readArrivalTime(
  raw: Buffer,
  now: Date,
  known: { receivedAt?: Date | null; changedAt?: Date | null } = {},
): Date {
  const head = readHead(raw);
  const received = /^received:([^]*?)(?=^\S|$(?![^]))/im.exec(head)?.[1];
  const stamped = readStamp(received?.slice(received.lastIndexOf(';') + 1), now);
  const dated = readStamp(/^date:(.*)$/im.exec(head)?.[1], now);
  const noted = [known.receivedAt ?? null, dated, known.changedAt ?? null];
  return stamped ?? noted.find((at) => isPlausible(at, now)) ?? now;
}

function readStamp(stamp: string | undefined, now: Date): Date | null {
  const at = stamp === undefined ? null : parseMailDate(stamp.trim(), now);
  return isPlausible(at, now) ? at : null;
}

function isPlausible(at: Date | null, now: Date): at is Date {
  return at !== null && at.getTime() >= EARLIEST && at <= now;
}

function readHead(raw: Buffer): string {
  const text = raw.subarray(0, HEADER_BYTES_MAX).toString('latin1').replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  return end < 0 ? text : text.slice(0, end + 1);
}
