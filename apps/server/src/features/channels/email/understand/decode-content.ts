import { Buffer } from 'node:buffer';

/** Inline `begin 644` blocks searched in one text; more are left in the text. */
const UU_BLOCKS = 200;

/** Decodes a Content-Transfer-Encoding into bytes of its own; unknown ones stay as they are. */
export function decodeTransfer(
  raw: Buffer,
  encoding: string,
): { bytes: Buffer; warning: 'unknown_encoding' | null } {
  switch (encoding) {
    case 'base64':
      if (isProse(raw)) return { bytes: own(raw), warning: 'unknown_encoding' };
      return { bytes: decodeBase64(raw), warning: null };
    case 'quoted-printable':
      return { bytes: decodeQuotedPrintable(raw), warning: null };
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue': {
      const block = findUuBlocks(raw.toString('latin1'), 1)[0];
      return { bytes: block === undefined ? own(raw) : block.bytes, warning: null };
    }
    case '':
    case '7bit':
    case '8bit':
    case '7-bit':
    case '8-bit':
    case 'binary':
      return { bytes: own(raw), warning: null };
    default:
      return { bytes: own(raw), warning: 'unknown_encoding' };
  }
}

/** Text that is only labelled base64: base64 has no spaces between words. */
function isProse(raw: Buffer): boolean {
  const sample = raw.toString('latin1', 0, 2000);
  return (sample.match(/[a-z]{2}[,.]? [a-z]{2}/gi) ?? []).length >= 8;
}

/** A copy with a buffer of its own, so that it can be handed to another thread. */
function own(raw: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(raw.length);
  copy.set(raw);
  return copy;
}

/**
 * Base64, lenient: foreign characters are skipped, several padded pieces are joined, a footer in
 * plain words that a list appended is left out.
 */
function decodeBase64(raw: Buffer): Buffer {
  const text = cutFooter(raw.toString('latin1'));
  const padding = text.indexOf('=');
  if (
    padding < 0 ||
    !/^[=\s]*[A-Za-z0-9+/]{2,3}[A-Za-z0-9+/=]/.test(text.slice(padding, padding + 80))
  ) {
    return writeBase64(padding < 0 ? text : text.slice(0, padding));
  }
  const pieces = text.split(/=[=\s]*/).map((piece) => writeBase64(piece));
  return own(Buffer.concat(pieces));
}

function cutFooter(text: string): string {
  const space = text.indexOf(' ');
  if (space < 0) return text;
  const footer = /\n[^\n]*[a-z.,:] [a-z][^\n]*/i.exec(text.slice(Math.max(0, space - 200)));
  return footer === null ? text : text.slice(0, Math.max(0, space - 200) + footer.index);
}

function writeBase64(text: string): Buffer {
  const target = Buffer.allocUnsafeSlow(Math.floor((text.length * 3) / 4) + 3);
  // '-' and '_' are not in the alphabet of RFC 2045, but Node would read them as such.
  const clean = /[-_]/.test(text) ? text.replace(/[-_]+/g, '') : text;
  const length = target.write(clean, 'base64');
  return length === target.length ? target : own(target.subarray(0, length));
}

/** Quoted-printable (RFC 2045, 6.7), lenient: what is no escape stays as it is. */
function decodeQuotedPrintable(raw: Buffer): Buffer {
  const target = Buffer.allocUnsafeSlow(raw.length);
  let written = 0;
  let from = 0;
  for (;;) {
    const at = raw.indexOf(0x3d, from);
    const stop = at < 0 ? raw.length : at;
    raw.copy(target, written, from, stop);
    written += stop - from;
    if (at < 0) break;
    const high = hexDigit(raw[at + 1]);
    const low = hexDigit(raw[at + 2]);
    if (high >= 0 && low >= 0) {
      target[written] = high * 16 + low;
      written += 1;
      from = at + 3;
      continue;
    }
    const softEnd = findSoftBreak(raw, at + 1);
    if (softEnd < 0) {
      target[written] = 0x3d;
      written += 1;
      from = at + 1;
    } else {
      from = softEnd;
    }
  }
  return own(target.subarray(0, written));
}

/** Offset after `=` + spaces + line end, or -1 if this is no soft break. */
function findSoftBreak(raw: Buffer, start: number): number {
  let at = start;
  while (at < raw.length && at < start + 200 && (raw[at] === 0x20 || raw[at] === 0x09)) at += 1;
  if (at >= raw.length || raw[at] === 0x0a) return Math.min(at + 1, raw.length);
  if (raw[at] !== 0x0d) return -1;
  return raw[at + 1] === 0x0a ? at + 2 : at + 1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

export type UuBlock = { fileName: string; bytes: Buffer; start: number; end: number };

/** Finds complete uuencoded blocks in a text; prose that starts with "begin" is none. */
export function findUuBlocks(text: string, limit = UU_BLOCKS): UuBlock[] {
  if (!text.includes('begin')) return [];
  const blocks: UuBlock[] = [];
  const opener = /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n/gm;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const block = readUuBlock(text, match.index, opener.lastIndex, match[1]!.trim());
    if (block !== null) {
      blocks.push(block);
      opener.lastIndex = block.end;
    }
    if (blocks.length >= limit) break;
  }
  return blocks;
}

function readUuBlock(text: string, start: number, first: number, fileName: string): UuBlock | null {
  const chunks: Buffer[] = [];
  let position = first;
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const stop = newline < 0 ? text.length : newline;
    const line = text.slice(position, stop).replace(/\r$/, '');
    position = newline < 0 ? text.length : newline + 1;
    if (line === 'end') {
      return { fileName, bytes: own(Buffer.concat(chunks)), start, end: position };
    }
    if (line === '' || line === '`' || line === ' ') continue;
    const chunk = decodeUuLine(line);
    if (chunk === null) return null;
    chunks.push(chunk);
  }
  return null;
}

function decodeUuLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(length / 3) * 4;
  // Trailing spaces are lost on the way; one check character may follow.
  if (length === 0 || line.length - 1 > needed + 2 || line.length - 1 < needed - 8) return null;
  const target = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let i = 0, out = 0; i < needed; i += 4, out += 3) {
    let group = 0;
    for (let j = 1; j <= 4; j += 1) {
      const at = i + j;
      const code = at < line.length ? line.charCodeAt(at) : 32;
      if (code < 32 || code > 96) return null;
      group = (group << 6) | ((code - 32) & 63);
    }
    target.writeUIntBE(group, out, 3);
  }
  return target.subarray(0, length);
}
