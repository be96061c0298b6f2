import { Buffer } from 'node:buffer';

/** Read of one header block; 2 MB blocks exist only to exhaust readers. */
const HEADER_BLOCK_BYTES = 1024 * 1024;
/** Real mail has 20 to 150 headers. */
const HEADERS_PER_BLOCK = 2000;
/** A To line with 2,000 addresses still fits. */
const HEADER_VALUE_CHARS = 131_072;

/** One header: `name` lower-cased, `value` unfolded, still with encoded words. */
export type HeaderLine = { name: string; shown: string; value: string };

export type HeaderBlock = {
  lines: HeaderLine[];
  /** Offset of the first byte after the empty line that ends the block. */
  bodyStart: number;
  truncated: boolean;
  /** Lines that are neither a header nor a continuation. */
  broken: boolean;
};

const LF = 10;
const CR = 13;
const HEADER_LIKE = /^([!-9;-~]{1,200})[ \t]*:/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin = new TextDecoder('windows-1252');
const japanese = new TextDecoder('iso-2022-jp');

type RawHeader = { shown: string; parts: string[] };

/**
 * Reads the header block that starts at `start`. Never throws: junk lines are skipped, and a
 * block that has no header at all is an empty block whose body starts at `start`.
 */
export function readHeaders(bytes: Buffer, start: number, end: number): HeaderBlock {
  const raw: RawHeader[] = [];
  const block: HeaderBlock = { lines: [], bodyStart: end, truncated: false, broken: false };
  let current: RawHeader | null = null;
  let position = start;
  while (position < end) {
    const stop = findLineEnd(bytes, position, end);
    const next = Math.min(stop + 1, end);
    const textEnd = trimCarriageReturns(bytes, position, stop);
    if (textEnd === position) {
      block.bodyStart = next;
      break;
    }
    if (position - start > HEADER_BLOCK_BYTES || raw.length >= HEADERS_PER_BLOCK) {
      block.truncated = true;
      block.bodyStart = findBodyAfter(bytes, position, end);
      break;
    }
    const line = bytes.toString('latin1', position, textEnd);
    const first = line.charCodeAt(0);
    if ((first === 32 || first === 9) && current !== null) {
      current.parts.push(line);
    } else {
      const match = HEADER_LIKE.exec(line);
      if (match !== null) {
        current = { shown: match[1]!, parts: [line.slice(match[0].length)] };
        raw.push(current);
      } else if (!isMboxMark(line, raw.length)) {
        block.broken = true;
        if (startsBody(bytes, next, end)) {
          block.bodyStart = position;
          break;
        }
      }
    }
    position = next;
  }
  block.lines = raw.map(finishHeader);
  return block;
}

/** Header values of one name, in order; `name` in lower case. */
export function listHeader(lines: readonly HeaderLine[], name: string): string[] {
  const found: string[] = [];
  for (const line of lines) if (line.name === name) found.push(line.value);
  return found;
}

/** The first header of that name (RFC 5322 allows one), or null. */
export function findHeader(lines: readonly HeaderLine[], name: string): string | null {
  for (const line of lines) if (line.name === name) return line.value;
  return null;
}

/**
 * Turns header bytes (given as latin1) into text: UTF-8 if it is valid (RFC 6532), else
 * windows-1252; raw ISO-2022-JP is recognised by its escape sequences.
 */
function decodeRawHeader(value: string): string {
  if (value.includes('\x1b$') || value.includes('\x1b(')) {
    return japanese.decode(Buffer.from(value, 'latin1'));
  }
  if (!/[\x80-\xff]/.test(value)) return value;
  const raw = Buffer.from(value, 'latin1');
  try {
    return utf8.decode(raw);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return latin.decode(raw);
  }
}

/** Removes what must never reach a screen: controls, and marks that turn the reading direction. */
export function stripControls(value: string): string {
  return (
    value
      .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
      .trim()
  );
}

function finishHeader(raw: RawHeader): HeaderLine {
  let value = raw.parts.length === 1 ? raw.parts[0]! : raw.parts.join('');
  if (value.length > HEADER_VALUE_CHARS) value = value.slice(0, HEADER_VALUE_CHARS);
  // oxlint-disable-next-line no-control-regex
  value = decodeRawHeader(value)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\x00-\x08\x0b-\x1a\x1c-\x1f]/g, '');
  return { name: raw.shown.toLowerCase(), shown: raw.shown, value: value.trim() };
}

function findLineEnd(bytes: Buffer, position: number, end: number): number {
  const found = bytes.indexOf(LF, position);
  return found < 0 || found > end ? end : found;
}

function trimCarriageReturns(bytes: Buffer, start: number, stop: number): number {
  let textEnd = stop;
  while (textEnd > start && bytes[textEnd - 1] === CR) textEnd -= 1;
  return textEnd;
}

function findBodyAfter(bytes: Buffer, position: number, end: number): number {
  const unix = bytes.indexOf('\n\n', position, 'latin1');
  const dos = bytes.indexOf('\n\r\n', position, 'latin1');
  const candidates = [unix < 0 ? end : unix + 2, dos < 0 ? end : dos + 3];
  return Math.min(end, ...candidates);
}

/** mbox separators stand before the headers, sometimes escaped. */
function isMboxMark(line: string, headersSoFar: number): boolean {
  return headersSoFar === 0 && /^>?From /.test(line);
}

/** After a junk line the headers go on only if the next line is one; else that line was text. */
function startsBody(bytes: Buffer, position: number, end: number): boolean {
  if (position >= end) return true;
  const stop = findLineEnd(bytes, position, Math.min(end, position + 1000));
  const textEnd = trimCarriageReturns(bytes, position, stop);
  return !HEADER_LIKE.test(bytes.toString('latin1', position, textEnd));
}
