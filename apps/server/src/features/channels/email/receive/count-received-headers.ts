const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const name = Buffer.from('received:');

/**
 * How many Received header fields a raw mail has: one for each server it went through (RFC 5321,
 * section 4.4). Looks at the header only and stops counting at `most`.
 */
export function countReceivedHeaders(raw: Buffer, most: number): number {
  let count = 0;
  let start = 0;
  while (start < raw.length && count < most) {
    const first = raw[start];
    if (first === lineFeed) break;
    if (first === carriageReturn && raw[start + 1] === lineFeed) break;
    if (startsWithName(raw, start)) count += 1;
    const end = raw.indexOf(lineFeed, start);
    if (end === -1) break;
    start = end + 1;
  }
  return count;
}

function startsWithName(raw: Buffer, start: number): boolean {
  if (start + name.length > raw.length) return false;
  for (let index = 0; index < name.length; index += 1) {
    // The sixth bit makes a letter lower-case and leaves the colon as it is.
    if ((raw[start + index]! | 0x20) !== (name[index]! | 0x20)) return false;
  }
  return true;
}
