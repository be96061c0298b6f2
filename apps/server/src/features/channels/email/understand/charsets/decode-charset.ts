import { Buffer } from 'node:buffer';
import { decodeOldCharset, isOldCharset } from './decode-old-charset.ts';

export type DecodedText = { text: string; warning: 'unknown_charset' | 'utf7' | null };

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
  if (UTF7.test(name)) return { text: decodeUtf7(raw.toString('latin1')), warning: 'utf7' };
  if (isOldCharset(name)) return { text: decodeOldCharset(raw, name), warning: null };
  if (name === '' || name === 'us-ascii' || name === 'ascii' || name === 'utf-8') {
    return { text: decodeUtf8OrLatin(raw), warning: null };
  }
  const decoder = findDecoder(name);
  if (decoder === null) return { text: decodeUtf8OrLatin(raw), warning: 'unknown_charset' };
  if (decoder.encoding === 'utf-8') return { text: decodeUtf8OrLatin(raw), warning: null };
  return { text: decoder.decode(raw), warning: null };
}

const UTF7 = /^(?:unicode-1-1-|x-)?utf-?7$/;

/** A charset that the decoders of others do not know. */
export function isReadHereOnly(label: string): boolean {
  const name = label.toLowerCase();
  return UTF7.test(name) || isOldCharset(name);
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
function decodeUtf7(text: string): string {
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
