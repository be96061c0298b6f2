import { Buffer } from 'node:buffer';

/** Inline `begin 644` blocks searched in one text; more are left in the text. */
const UU_BLOCKS = 200;

export type DecodedText = { text: string; warning: 'unknown_charset' | 'utf7' | null };

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

const decoders = new Map<string, TextDecoder | null>();
const ALIASES: Record<string, string> = {
  'ansi_x3.110-1983': 'windows-1252',
  '8bit': 'utf-8',
  default: 'utf-8',
  'x-unknown': 'utf-8',
  unknown: 'utf-8',
  'unknown-8bit': 'utf-8',
  binary: 'utf-8',
  'utf-8-bom': 'utf-8',
  utf: 'utf-8',
  'iso-8859': 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp874: 'windows-874',
  'x-gbk': 'gbk',
  ks_c_5601: 'euc-kr',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'windows-31j': 'shift_jis',
  ansi: 'windows-1252',
};

/**
 * Decodes text bytes. A missing or ASCII label means UTF-8 if that is valid, else windows-1252;
 * an unknown label the same, with a warning; UTF-7 (RFC 2152) has its own reader.
 */
export function decodeCharset(raw: Buffer, label: string): DecodedText {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '');
  if (/^(?:unicode-1-1-|x-)?utf-?7$/.test(name)) {
    return { text: decodeUtf7(raw.toString('latin1')), warning: 'utf7' };
  }
  if (name === '' || name === 'us-ascii' || name === 'ascii' || name === 'utf-8') {
    return { text: decodeUtf8OrLatin(raw), warning: null };
  }
  const decoder = findDecoder(name);
  if (decoder === null) return { text: decodeUtf8OrLatin(raw), warning: 'unknown_charset' };
  if (decoder.encoding === 'utf-8') return { text: decodeUtf8OrLatin(raw), warning: null };
  return { text: decoder.decode(raw), warning: null };
}

function findDecoder(name: string): TextDecoder | null {
  const known = decoders.get(name);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  for (const candidate of [name, ALIASES[name], name.replace(/^(?:x-|cs)/, ''), dashed(name)]) {
    if (candidate === undefined || decoder !== null) continue;
    decoder = makeDecoder(candidate);
  }
  // A sender chooses the labels: the cache must not grow with them.
  if (decoders.size < 200) decoders.set(name, decoder);
  return decoder;
}

/** `iso8859_1`, `win1252`, `latin-1` and the like in the spelling of the standard. */
function dashed(name: string): string {
  const flat = name.replace(/[^a-z0-9]/g, '');
  const iso = /^(?:iso)?8859(\d{1,2})$/.exec(flat);
  if (iso !== null) return `iso-8859-${iso[1]!}`;
  const windows = /^(?:x?cp|win|windows|ms|ibm)(\d{3,4})$/.exec(flat);
  return windows === null ? flat : `windows-${windows[1]!}`;
}

function makeDecoder(name: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(name);
    return decoder.encoding === 'replacement' ? null : decoder;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const utf8 = new TextDecoder('utf-8');
const latin = new TextDecoder('windows-1252');

function decodeUtf8OrLatin(raw: Buffer): string {
  const text = utf8.decode(raw);
  if (!text.includes('\ufffd')) return text;
  // A few damaged characters in real UTF-8 stay damaged; a text without any is not UTF-8.
  const broken = text.split('\ufffd').length - 1;
  const sound = (text.match(/[\u0080-\ufffc]/g) ?? []).length;
  return sound >= broken ? text : latin.decode(raw);
}

/** UTF-7 (RFC 2152): `+` opens base64 of UTF-16BE, `-` closes it. */
export function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, body: string) => {
    if (body === '') return '+';
    if (body.length < 3) return whole;
    const bytes = Buffer.from(body, 'base64');
    let result = '';
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      result += String.fromCharCode(bytes.readUInt16BE(i));
    }
    return result;
  });
}
