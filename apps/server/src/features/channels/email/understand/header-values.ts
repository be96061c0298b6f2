import { Buffer } from 'node:buffer';
import { decodeWords as decodeMimeWords } from 'postal-mime';
import { decodeCharset, isReadHereOnly } from './charsets/decode-charset.ts';
import { stripControls } from './read-headers.ts';

/** RFC 5322, 2.1.1: no line, hence no id, may be longer. */
const MESSAGE_ID_CHARS = 998;
/** Threads of Jira and ServiceNow reach several hundred ids; the first and the newest count. */
const MESSAGE_IDS = 100;
/** Parameters of one Content-Type; real ones have at most ten. */
const PARAMETERS = 100;
/** A clock two days ahead is a wrong zone, more is a wrong clock. */
const FUTURE_TOLERANCE_MS = 2 * 24 * 3600 * 1000;

export type StructuredValue = { value: string; params: Map<string, string> };

/** Decodes RFC 2047 encoded words, UTF-7 ones included, and removes controls. */
export function decodeHeaderText(value: string): string {
  if (!value.includes('=?')) return stripControls(value);
  return stripControls(decodeMimeWords(repairWords(value)));
}

/**
 * Rewrites the encoded words that common decoders get wrong as plain UTF-8 ones: those in UTF-7
 * and in old charsets, those with raw 8-bit characters inside, and characters cut in two.
 */
export function repairWords(value: string): string {
  if (!value.includes('=?')) return value;
  const whole = joinWords(value);
  const word = /=\?([\w.:-]{2,40})(?:\*[^?\s]{0,20})?\?([qb])\?([^?]*)\?=/gi;
  return whole.replace(word, (same, charset: string, encoding: string, body: string) => {
    const isOwn = isReadHereOnly(charset);
    const isBase64 = encoding.toLowerCase() === 'b';
    if (!isOwn && (isBase64 || !/[^\x00-\x7f]/.test(body))) return same;
    const text = isBase64
      ? decodeCharset(Buffer.from(body, 'base64'), charset).text
      : decodeMixedWord(body, charset);
    return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
  });
}

/** Some programs cut base64 words inside a character: neighbours of one charset are one text. */
function joinWords(value: string): string {
  const run = /=\?([\w.:-]{2,40})\?b\?[^?]*\?=(?:\s+=\?\1\?b\?[^?]*\?=)+/gi;
  return value.replace(run, (words, charset: string) => {
    const bodies = words.matchAll(/\?b\?([^?]*)\?=/gi);
    const bytes = Array.from(bodies, ([, body]) => Buffer.from(body!, 'base64'));
    return `=?${charset}?B?${Buffer.concat(bytes).toString('base64')}?=`;
  });
}

/** Escapes are bytes of the charset; what stands between them is text already. */
function decodeMixedWord(body: string, charset: string): string {
  return body.replaceAll('_', ' ').replace(/(?:=[0-9a-f]{2})+|[\x20-\x7f]+/gi, (run) => {
    const raw = run.replace(/=([0-9a-f]{2})/gi, (_hex, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    );
    return decodeCharset(Buffer.from(raw, 'latin1'), charset).text;
  });
}

/**
 * Reads `value; name=value; ...` (RFC 2045) with comments, quoted strings and RFC 2231
 * continuations. The first of two equal parameters counts. Never throws.
 */
export function parseStructured(header: string): StructuredValue {
  const pieces = splitStructured(header);
  const value = (pieces[0] ?? '').trim().toLowerCase();
  const plain = new Map<string, string>();
  const sections = new Map<string, { index: number; encoded: boolean; text: string }[]>();
  for (const piece of pieces.slice(1, PARAMETERS)) {
    const equals = piece.indexOf('=');
    if (equals < 0) continue;
    const key = piece.slice(0, equals).trim().toLowerCase();
    const text = unquote(piece.slice(equals + 1).trim());
    const extended = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(key);
    if (extended === null) {
      if (!plain.has(key)) plain.set(key, text);
      continue;
    }
    const list = sections.get(extended[1]!) ?? [];
    const encoded = extended[2] === undefined || extended[3] === '*';
    list.push({ index: Number(extended[2] ?? 0), encoded, text });
    sections.set(extended[1]!, list);
  }
  for (const [key, list] of sections) plain.set(key, joinSections(list));
  return { value, params: plain };
}

/** Splits at semicolons outside quotes and comments; comments are dropped. */
function splitStructured(header: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < header.length; i += 1) {
    const char = header[i]!;
    if (quoted) {
      piece += char;
      if (char === '\\' && i + 1 < header.length) piece += header[(i += 1)]!;
      else if (char === '"') quoted = false;
    } else if (depth > 0) {
      if (char === '(') depth += 1;
      else if (char === ')') depth -= 1;
    } else if (char === '"') {
      quoted = true;
      piece += char;
    } else if (char === '(' && opensComment(header, i, piece)) {
      depth = 1;
    } else if (char === ';') {
      pieces.push(piece);
      piece = '';
    } else {
      piece += char;
    }
  }
  pieces.push(piece);
  return pieces;
}

/** `name=Invoice(1).pdf` holds no comment: inside a value one must follow a space and close. */
function opensComment(header: string, at: number, piece: string): boolean {
  if (header.indexOf(')', at) < 0) return false;
  return !piece.includes('=') || /[ \t]$/.test(header.slice(Math.max(0, at - 1), at));
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const close = /^"((?:[^"\\]|\\[^])*)("?)/.exec(text);
  if (close === null) return text;
  // Windows paths are sent unescaped: only a quote and a backslash are ever escaped.
  return close[1]!.replace(/\\(["\\])/g, '$1');
}

function joinSections(list: { index: number; encoded: boolean; text: string }[]): string {
  const ordered = list.toSorted((a, b) => a.index - b.index);
  let charset = 'utf-8';
  let result = '';
  let pending = '';
  const flush = (): void => {
    if (pending !== '') result += decodePercent(pending, charset);
    pending = '';
  };
  for (const [position, section] of ordered.entries()) {
    let text = section.text;
    if (section.encoded) {
      const tagged = position === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(text) : null;
      if (tagged !== null) {
        charset = tagged[1] || 'utf-8';
        text = tagged[2]!;
      }
      pending += text;
    } else {
      flush();
      result += text;
    }
  }
  flush();
  return result;
}

function decodePercent(text: string, charset: string): string {
  const latin = Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decodeCharset(Buffer.from(latin, 'latin1'), charset).text;
}

/** Message-IDs in a header value, without brackets, in order, without repeats, bounded. */
export function parseMessageIds(value: string): string[] {
  const found = new Set<string>();
  for (const match of value.matchAll(/<([^<>]{1,2000})>/g)) addMessageId(found, match[1]!);
  if (found.size === 0 && !value.includes('<')) {
    for (const word of value.split(/[\s,;]+/)) {
      if (/^[^\s@"']+@[^\s@"']+$/.test(word)) addMessageId(found, word);
    }
  }
  const ids = [...found];
  if (ids.length <= MESSAGE_IDS) return ids;
  return [ids[0]!, ...ids.slice(ids.length - MESSAGE_IDS + 1)];
}

function addMessageId(found: Set<string>, raw: string): void {
  const id = stripControls(raw).replace(/\s+/g, '');
  if (id !== '' && id.length <= MESSAGE_ID_CHARS) found.add(id);
}

/** The Message-ID of a header: null where it is missing or empty; `tooLong` over 998 chars. */
export function parseMessageId(value: string | null): { id: string | null; tooLong: boolean } {
  if (value === null) return { id: null, tooLong: false };
  if (value.length > MESSAGE_ID_CHARS + 20) return { id: null, tooLong: true };
  const listed = parseMessageIds(value)[0];
  if (listed !== undefined) return { id: listed, tooLong: false };
  const bare = stripControls(value).replace(/[<>\s]+/g, '');
  if (bare.length > MESSAGE_ID_CHARS) return { id: null, tooLong: true };
  return { id: bare === '' ? null : bare, tooLong: false };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  met: 60,
  mest: 120,
  bst: 60,
  wet: 0,
  west: 60,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  ist: 330,
};
const DATE_PATTERN = new RegExp(
  '(?:^|[\\s,])(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*\\.?[\\s,-]+(\\d{2,4})[\\s,]+' +
    '(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2})(?:\\.\\d+)?)?\\s*([ap]m)?\\s*([+-]\\d{1,4}|[a-z]{1,5})?',
  'i',
);
const ASCTIME = /([a-z]{3}) +(\d{1,2}) (\d{1,2}:\d{2}:\d{2}) (?:([a-z]{3,4}|[+-]\d{4}) )?(\d{4})/i;

/**
 * Reads a Date header (RFC 5322 with its obsolete forms, asctime, ISO 8601). Null for what is
 * no date, before 1970, or more than two days after `now`; never falls back to the present.
 */
export function parseMailDate(value: string, now: Date): Date | null {
  const date = readDate(value.slice(0, 200).replace(/\([^()]*\)/g, ' '));
  if (date === null || Number.isNaN(date.getTime())) return null;
  const time = date.getTime();
  return time < 0 || time > now.getTime() + FUTURE_TOLERANCE_MS ? null : date;
}

function readDate(value: string): Date | null {
  const iso = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/.exec(
    value,
  );
  if (iso !== null) {
    const text = iso[0].replace(' ', 'T');
    const [year, month, day] = text.slice(0, 10).split('-').map(Number);
    if (new Date(Date.UTC(year!, month! - 1, day)).getUTCDate() !== day) return null;
    return new Date(/Z$|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text}Z`);
  }
  const asc = ASCTIME.exec(value);
  const source =
    asc === null ? value : `${asc[2]!} ${asc[1]!} ${asc[5]!} ${asc[3]!} ${asc[4] ?? '+0000'}`;
  const match = DATE_PATTERN.exec(source);
  if (match === null) return null;
  const [, day, monthName, yearText, hour, minute, second, half, zone] = match;
  const month = MONTHS.indexOf(monthName!.toLowerCase());
  const year = fullYear(yearText!);
  let hours = Number(hour);
  if (half !== undefined) hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const seconds = Math.min(59, Number(second ?? 0));
  const valid = month >= 0 && Number(day) >= 1 && Number(day) <= 31 && hours < 24;
  if (!valid || Number(minute) > 59) return null;
  const time = Date.UTC(year, month, Number(day), hours, Number(minute), seconds);
  // The 30th of February is no day; it must not become the 2nd of March.
  if (new Date(time).getUTCMonth() !== month) return null;
  return new Date(time - zoneMinutes(zone) * 60_000);
}

/** RFC 5322, 4.3: two digits below 50 are 20xx, other two and three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const numeric = /^([+-])(\d{1,2})(\d{2})?$/.exec(
    zone.length === 4 ? zone.replace(/^([+-])/, '$10') : zone,
  );
  if (numeric === null) return ZONES[zone.toLowerCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return minutes > 14 * 60 ? 0 : (numeric[1] === '-' ? -1 : 1) * minutes;
}
