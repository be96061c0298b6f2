import type { Buffer } from 'node:buffer';
import { parseStructured } from './header-values.ts';
import type { StructuredValue } from './header-values.ts';
import { findHeader, readHeaders } from './read-headers.ts';
import type { HeaderLine } from './read-headers.ts';
import type { MailWarning } from './understood-mail.ts';

/** Real mail nests at most ten levels; what lies deeper is kept as one file. */
const PART_DEPTH = 100;
/** A 200-attachment mail has about 210 leaves; what follows the last is kept as one file. */
const LEAVES = 1000;
/** RFC 2046 allows 70; some gateways write longer ones. */
const BOUNDARY_CHARS = 300;

/** One part without children; `start`/`end` bound its undecoded body in the raw bytes. */
export type MimeLeaf = {
  type: string;
  params: Map<string, string>;
  disposition: string;
  dispositionParams: Map<string, string>;
  encoding: string;
  contentId: string | null;
  start: number;
  end: number;
  /** Subtype of the multipart it stands in, '' at the root. */
  parent: string;
  /** Number of the nearest multipart/alternative around it, 0 for none. */
  alternative: number;
  /** Stands for bytes that were not taken apart: too deep, too many, broken. */
  unopened: boolean;
};

export type MimeTree = { leaves: MimeLeaf[]; warnings: Set<MailWarning>; root: StructuredValue };

type Walk = {
  bytes: Buffer;
  leaves: MimeLeaf[];
  warnings: Set<MailWarning>;
  alternatives: number;
};
type Place = { parent: string; alternative: number; depth: number; fallback: string };
type Part = { lines: readonly HeaderLine[]; bodyStart: number; end: number };

/**
 * Takes a message apart into its leaves (RFC 2045, 2046). Never throws and leaves nothing out:
 * unclosed, repeated and missing boundaries, too deep and too many parts end in leaves as well.
 */
export function walkMime(bytes: Buffer, lines: readonly HeaderLine[], bodyStart: number): MimeTree {
  const walk: Walk = { bytes, leaves: [], warnings: new Set(), alternatives: 0 };
  const root = readContentType(lines, 'text/plain');
  const place = { parent: '', alternative: 0, depth: 0, fallback: 'text/plain' };
  walkPart(walk, { lines, bodyStart, end: bytes.length }, place);
  return { leaves: walk.leaves, warnings: walk.warnings, root };
}

function readContentType(lines: readonly HeaderLine[], fallback: string): StructuredValue {
  const header = findHeader(lines, 'content-type');
  if (header === null) return { value: fallback, params: new Map() };
  const parsed = parseStructured(header);
  const type = /^[^\s/;,]+\/[^\s/;,]+/.exec(parsed.value)?.[0];
  if (type !== undefined) return { value: type, params: parsed.params };
  return { value: parsed.value === 'html' ? 'text/html' : fallback, params: parsed.params };
}

function walkPart(walk: Walk, part: Part, place: Place): void {
  const type = readContentType(part.lines, place.fallback);
  if (!type.value.startsWith('multipart/')) {
    addLeaf(walk, part, place, type, false);
    return;
  }
  if (place.depth >= PART_DEPTH) {
    walk.warnings.add('too_deep');
    addLeaf(walk, part, place, { value: type.value, params: type.params }, true);
    return;
  }
  const boundary = findBoundary(walk, part, type);
  if (boundary === null) {
    walk.warnings.add('broken_structure');
    // A multipart without parts is text for the reader, not a file.
    addLeaf(walk, part, place, { value: 'text/plain', params: new Map() }, false);
    return;
  }
  const subtype = type.value.slice('multipart/'.length);
  if (subtype === 'alternative') walk.alternatives += 1;
  const leavesBefore = walk.leaves.length;
  walkChildren(walk, part, boundary, {
    parent: subtype,
    alternative: subtype === 'alternative' ? walk.alternatives : place.alternative,
    depth: place.depth + 1,
    fallback: subtype === 'digest' ? 'message/rfc822' : 'text/plain',
  });
  if (walk.leaves.length === leavesBefore) {
    walk.warnings.add('broken_structure');
    addLeaf(walk, part, place, { value: 'text/plain', params: new Map() }, false);
  }
}

function walkChildren(walk: Walk, part: Part, boundary: string, place: Place): void {
  const { bytes, warnings } = walk;
  let delimiter = findDelimiter(bytes, boundary, part.bodyStart, part.end);
  while (delimiter !== null) {
    const next = findDelimiter(bytes, boundary, delimiter.end, part.end);
    const start = delimiter.end;
    const end = next === null ? part.end : trimLineEnd(bytes, start, next.start);
    // After the close only what another delimiter introduces is a part, the rest an epilogue.
    const isEpilogue = delimiter.closing;
    if (!isEpilogue && walk.leaves.length >= LEAVES) {
      warnings.add('too_many_parts');
      addRest(walk, start, part.end, place);
      return;
    }
    if (!isEpilogue && !(next === null && start >= end)) {
      const block = readHeaders(bytes, start, end);
      const child = { lines: block.lines, bodyStart: block.bodyStart, end };
      if (block.truncated) warnings.add('headers_truncated');
      walkPart(walk, child, place);
    }
    if (next === null && !delimiter.closing) warnings.add('broken_structure');
    if (next !== null && delimiter.closing) warnings.add('broken_structure');
    delimiter = next;
  }
}

type Delimiter = { start: number; end: number; closing: boolean };

/** The next line that is `--boundary`, optionally closed by `--`, then only blanks. */
function findDelimiter(
  bytes: Buffer,
  boundary: string,
  from: number,
  end: number,
): Delimiter | null {
  const mark = `--${boundary}`;
  // A view, so that a search that fails stops at the end of the part and not of the mail.
  const view = bytes.subarray(from, end);
  let at = view.indexOf(mark, 0, 'latin1');
  while (at >= 0) {
    if (at === 0 || view[at - 1] === 10 || view[at - 1] === 13) {
      const stop = view.indexOf(10, at);
      const lineEnd = stop < 0 ? view.length : stop + 1;
      const rest = view.toString(
        'latin1',
        at + mark.length,
        Math.min(lineEnd, at + mark.length + 200),
      );
      if (/^(?:(?:--)?[ \t\r]*\n?$|--[^\w-])/.test(rest)) {
        return { start: from + at, end: from + lineEnd, closing: rest.startsWith('--') };
      }
    }
    at = view.indexOf(mark, at + mark.length, 'latin1');
  }
  return null;
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1). */
function trimLineEnd(bytes: Buffer, start: number, delimiter: number): number {
  let end = delimiter;
  if (end > start && bytes[end - 1] === 10) end -= 1;
  if (end > start && bytes[end - 1] === 13) end -= 1;
  return end;
}

/** The declared boundary if the body uses it, else one that the body visibly uses, else null. */
function findBoundary(walk: Walk, part: Part, type: StructuredValue): string | null {
  const declared = (type.params.get('boundary') ?? '').slice(0, BOUNDARY_CHARS);
  for (const candidate of new Set([declared, declared.trimEnd(), declared.trim()])) {
    if (candidate === '') continue;
    if (findDelimiter(walk.bytes, candidate, part.bodyStart, part.end) !== null) return candidate;
  }
  const head = walk.bytes.toString(
    'latin1',
    part.bodyStart,
    Math.min(part.end, part.bodyStart + 4000),
  );
  const guess = /^--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|\r?\n?content-)/im.exec(head)?.[1];
  if (guess !== undefined) walk.warnings.add('broken_structure');
  return guess ?? null;
}

function addLeaf(
  walk: Walk,
  part: Part,
  place: Place,
  type: StructuredValue,
  unopened: boolean,
): void {
  const disposition = parseStructured(findHeader(part.lines, 'content-disposition') ?? '');
  const encoding = findHeader(part.lines, 'content-transfer-encoding') ?? '';
  const contentId = findHeader(part.lines, 'content-id');
  walk.leaves.push({
    type: type.value,
    params: type.params,
    disposition: disposition.value,
    dispositionParams: disposition.params,
    encoding: readEncoding(encoding),
    contentId: contentId === null ? null : contentId.replace(/^[\s<]+|[\s>]+$/g, '').slice(0, 500),
    start: part.bodyStart,
    end: Math.max(part.bodyStart, part.end),
    parent: place.parent,
    alternative: place.alternative,
    unopened,
  });
}

function readEncoding(header: string): string {
  const word = /[\w-]+/.exec(header.replace(/\([^()]*\)/g, ' ').toLowerCase())?.[0] ?? '';
  return word === 'quotedprintable' || word === 'qp' ? 'quoted-printable' : word;
}

/** Everything that follows the last part we open, as one file. */
function addRest(walk: Walk, start: number, end: number, place: Place): void {
  const part = { lines: [], bodyStart: start, end };
  addLeaf(walk, part, place, { value: 'application/octet-stream', params: new Map() }, true);
}
