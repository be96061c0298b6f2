import {
  isQuoted,
  isRule,
  isSentFrom,
  readAttribution,
  readHeaderBlock,
  readSeparator,
} from './quote-patterns.ts';
import type { FoldedRange, FoldKind } from './understood-mail.ts';

/** Beyond this a text is a log or a data file; it stays unfolded. */
const FOLDED_LINES = 20_000;
/** A signature is short; what is longer after "-- " is text. */
const SIGNATURE_LINES = 25;
/** After a bare "--" more caution: many people draw a line with it. */
const BARE_SIGNATURE_LINES = 8;
const BARE_SIGNATURE_CHARS = 80;
const POSTSCRIPT = /^\s*(?:p\. ?s\.|ps[:.])/i;
/** So many words in a row are the same as in a text of ours before a line counts as ours. */
const SHINGLE_WORDS = 4;
/** A run of our own words shorter than this may be a coincidence. */
const OWN_RUN_WORDS = 8;
/** Our texts compared with one mail, newest first. */
const SENT_TEXTS = 20;

export type FoldOptions = {
  /** Texts that we sent in this conversation: the surest sign of a quote, in any language. */
  sentTexts?: readonly string[];
};

type Fold = { first: number; last: number; kind: FoldKind; toEnd?: boolean };

/**
 * Finds what in a mail's text is not the writer's own: quotes, the lines that introduce them,
 * signatures. Nothing is removed; when in doubt a line stays unfolded. A mail that consists of
 * nothing else (a forward) keeps its text open. Ranges are sorted and do not overlap.
 */
export function foldText(text: string, options: FoldOptions = {}): FoldedRange[] {
  const lines = text.split('\n');
  if (lines.length > FOLDED_LINES) return [];
  const ours = findOwnLines(lines, (options.sentTexts ?? []).slice(0, SENT_TEXTS));
  const folds = keepOwnWords(lines, scanLines(lines, ours.sure), ours);
  const open = hasOwnWords(lines, folds) ? folds : folds.filter((fold) => fold.kind !== 'quote');
  return toRanges(lines, open);
}

function scanLines(lines: readonly string[], ours: readonly boolean[]): Fold[] {
  const folds: Fold[] = [];
  let wordsAbove = false;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const found = line.trim() === '' ? null : findFold(lines, at, wordsAbove, ours);
    if (found === null) {
      if (line.trim() !== '') wordsAbove = true;
      at += 1;
      continue;
    }
    for (const fold of found) folds.push(fold);
    at = found.at(-1)!.last + 1;
  }
  return folds;
}

function findFold(
  lines: readonly string[],
  at: number,
  wordsAbove: boolean,
  ours: readonly boolean[],
): Fold[] | null {
  const line = lines[at]!;
  if (isQuoted(line)) return [{ first: at, last: lastQuoted(lines, at), kind: 'quote' }];
  if (ours[at] === true) return [{ first: at, last: lastOurs(lines, at, ours), kind: 'quote' }];
  if (isSignatureMark(lines, at)) return [signatureFold(lines, at)];
  if (isSentFrom(line)) return [{ first: at, last: at, kind: 'signature' }];
  const header = findHeader(lines, at);
  if (header === null) return null;
  const folds: Fold[] = [{ first: at, last: header.last, kind: 'header' }];
  const next = nextFilled(lines, header.last + 1);
  const introduces = next < lines.length && !isQuoted(lines[next]!) && header.sure;
  // Without a word above it is a forward, or the answer stands below: both stay open.
  if (introduces && wordsAbove) {
    folds.push({ first: next, last: lines.length - 1, kind: 'quote', toEnd: true });
  }
  return folds;
}

type Header = { last: number; sure: boolean };

/** The lines that introduce a quote or a forward at this place, if there are any. */
function findHeader(lines: readonly string[], at: number): Header | null {
  const separator = readSeparator(lines[at]!);
  if (separator !== null || isRule(lines[at]!)) {
    const block = readHeaderBlock(lines, nextFilled(lines, at + 1), separator !== null);
    if (block !== null && (separator !== null || isNear(lines, at, block.lastLine))) {
      return { last: block.lastLine, sure: true };
    }
    if (separator === null) return null;
    const attribution = readAttribution(lines, nextFilled(lines, at + 1));
    return { last: attribution?.lastLine ?? at, sure: true };
  }
  const block = readHeaderBlock(lines, at, false);
  if (block !== null) return { last: block.lastLine, sure: true };
  const attribution = readAttribution(lines, at);
  if (attribution === null) return null;
  const next = nextFilled(lines, attribution.lastLine + 1);
  if (next < lines.length && isQuoted(lines[next]!)) {
    return { last: attribution.lastLine, sure: true };
  }
  return attribution.strength === 'strong' ? { last: attribution.lastLine, sure: true } : null;
}

/** A rule counts only if the header block follows at once. */
function isNear(lines: readonly string[], at: number, blockEnd: number): boolean {
  return nextFilled(lines, at + 1) - at <= 3 && blockEnd > at;
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.trim() === '') at += 1;
  return at;
}

/** The end of a run of `>` lines; blank lines inside belong to it. */
function lastQuoted(lines: readonly string[], from: number): number {
  let last = from;
  for (let at = from + 1; at < lines.length; at += 1) {
    if (isQuoted(lines[at]!)) last = at;
    else if (lines[at]!.trim() !== '') break;
  }
  return last;
}

function lastOurs(lines: readonly string[], from: number, ours: readonly boolean[]): number {
  let last = from;
  for (let at = from + 1; at < lines.length; at += 1) {
    if (ours[at] === true) last = at;
    else if (lines[at]!.trim() !== '') break;
  }
  return last;
}

function isSignatureMark(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (line === '-- ' || line === '--\u00a0') return signatureEnd(lines, at) - at <= SIGNATURE_LINES;
  if (line !== '--') return false;
  const last = signatureEnd(lines, at);
  const below = lines.slice(at + 1, last + 1).filter((one) => one.trim() !== '');
  const short = below.every((one) => one.length <= BARE_SIGNATURE_CHARS);
  const asks = below.some((one) => /[?!]\s*$/.test(one)) || /:\s*$/.test(lines[at - 1] ?? '');
  return below.length > 0 && below.length <= BARE_SIGNATURE_LINES && short && !asks;
}

function signatureFold(lines: readonly string[], at: number): Fold {
  return { first: at, last: signatureEnd(lines, at), kind: 'signature' };
}

/** A signature ends where a quote or an afterthought begins. */
function signatureEnd(lines: readonly string[], at: number): number {
  let last = at;
  for (let i = at + 1; i < lines.length; i += 1) {
    const line = lines[i]!;
    if (line.trim() === '') continue;
    if (isQuoted(line) || findHeader(lines, i) !== null || POSTSCRIPT.test(line)) break;
    if (i - at > SIGNATURE_LINES) return i;
    last = i;
  }
  return last;
}

/**
 * Where we know what we sent: in a quote that runs to the end, lines between or below our words
 * that no further header introduces were written by the contact, and are opened again.
 */
function keepOwnWords(lines: readonly string[], folds: readonly Fold[], ours: OurLines): Fold[] {
  const result: Fold[] = [];
  for (const fold of folds) {
    const isKnown = fold.toEnd === true && ours.sure.includes(true, fold.first);
    if (!isKnown) {
      result.push(fold);
      continue;
    }
    let at = fold.first;
    let history = false;
    while (at <= fold.last) {
      const isOurs = ours.likely[at] === true;
      const header = isOurs ? null : findHeader(lines, at);
      if (header !== null) history = true;
      const end = header?.last ?? at;
      const blank = lines[at]!.trim() === '';
      if (history || isOurs || blank || isQuoted(lines[at]!)) {
        result.push({ first: at, last: end, kind: fold.kind });
      }
      at = end + 1;
    }
  }
  return result;
}

function hasOwnWords(lines: readonly string[], folds: readonly Fold[]): boolean {
  let at = 0;
  for (const fold of [...folds, { first: lines.length, last: lines.length }]) {
    for (; at < fold.first; at += 1) if (/[\p{L}\p{N}]/u.test(lines[at]!)) return true;
    at = Math.max(at, fold.last + 1);
  }
  return false;
}

/** Lines to offsets; blank lines at the edges stay outside, touching folds of a kind are joined. */
function toRanges(lines: readonly string[], folds: readonly Fold[]): FoldedRange[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const ranges: FoldedRange[] = [];
  for (const fold of folds) {
    let { first, last } = fold;
    while (first < last && lines[first]!.trim() === '') first += 1;
    while (last > first && lines[last]!.trim() === '') last -= 1;
    const range = { start: starts[first]!, end: starts[last]! + lines[last]!.length };
    if (range.end <= range.start) continue;
    const previous = ranges.at(-1);
    const touches = previous !== undefined && previous.end + 1 >= range.start;
    if (touches && previous.kind === fold.kind) previous.end = range.end;
    else ranges.push({ ...range, kind: fold.kind });
  }
  return ranges;
}

/** `likely`: every word stands in a text of ours; `sure`: in a run too long for a coincidence. */
type OurLines = { likely: readonly boolean[]; sure: readonly boolean[] };

/** Marks the lines whose words all stand, in the same order, in a text that we sent. */
function findOwnLines(lines: readonly string[], sentTexts: readonly string[]): OurLines {
  if (sentTexts.length === 0) return { likely: [], sure: [] };
  const known = new Set<string>();
  for (const sent of sentTexts) addShingles(known, splitWords(sent));
  const words: { word: string; line: number }[] = [];
  for (const [line, text] of lines.entries()) {
    for (const word of splitWords(text)) words.push({ word, line });
  }
  const covered = new Uint8Array(words.length);
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    const shingle = words.slice(at, at + SHINGLE_WORDS).map((one) => one.word);
    if (known.has(shingle.join(' '))) covered.fill(1, at, at + SHINGLE_WORDS);
  }
  return markLines(lines, words, covered);
}

function addShingles(known: Set<string>, words: readonly string[]): void {
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    known.add(words.slice(at, at + SHINGLE_WORDS).join(' '));
  }
}

function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function markLines(
  lines: readonly string[],
  words: readonly { line: number }[],
  covered: Uint8Array,
): OurLines {
  const total = new Uint32Array(lines.length);
  const same = new Uint32Array(lines.length);
  for (const [at, word] of words.entries()) {
    total[word.line]! += 1;
    same[word.line]! += covered[at]!;
  }
  const likely = lines.map((_line, at) => total[at]! > 0 && same[at] === total[at]);
  const flags = [...likely];
  // Single short lines ("Viele Grüße") are said by everybody: only longer runs count.
  let start = 0;
  while (start < flags.length) {
    if (!flags[start]) {
      start += 1;
      continue;
    }
    let end = start;
    let count = 0;
    while (end < flags.length && (flags[end] || total[end] === 0)) {
      count += total[end]!;
      end += 1;
    }
    if (count < OWN_RUN_WORDS) flags.fill(false, start, end);
    start = end;
  }
  return { likely, sure: flags };
}
