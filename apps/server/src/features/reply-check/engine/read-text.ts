import type { CheckedText, Sentence, Word } from './checked-text.ts';
import { joinPhoneNumbers, readChunk } from './read-words.ts';
import { zoneSentences } from './zone-sentences.ts';

/** A sentence without an end is cut, so that every rule looks at a bounded number of words. */
const SENTENCE_MAX_WORDS = 70;
/** A shorter line was ended by its writer, not by the width of a window. */
const WRAPPED_LINE_MIN_CHARS = 60;

const ABBREVIATIONS = new Set(
  (
    'z b d h u a s o ca bzw nr str tel dr hr fr mr mrs ms e g i no st inkl ggf evtl usw etc vs ' +
    'approx dept prof abs art zzgl max min std mo di mi do sa so telefon z.b d.h u.a e.g i.e ' +
    'o.g s.o v.a i.d.r a.m p.m mag ing dipl dkfm lic med jur phil'
  ).split(' '),
);
/** A number with a point before one of these is a day, not an end. */
const MONTH = /^(?:jan|feb|m[aä]r|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[zc])/i;
const CONJUNCTIONS = new Set(['und', 'oder', 'aber', 'sondern', 'sowie', 'and', 'or', 'but', 'u']);

interface Reading {
  sentences: Sentence[];
  words: Word[];
  clause: number;
  isQuoted: boolean;
  isListed: boolean;
  zone: 'body' | 'quote';
}

/** Sentences with their words, zones and clauses; linear in the length of the text. */
export function readText(text: string): CheckedText {
  const reading: Reading = {
    sentences: [],
    words: [],
    clause: 0,
    isQuoted: false,
    isListed: false,
    zone: 'body',
  };
  let start = 0;
  for (const line of text.split('\n')) {
    readLine(reading, line, start);
    start += line.length + 1;
  }
  close(reading, false);
  const zoned = zoneSentences(text, reading.sentences);
  return { text, sentences: zoned.map((one) => ({ ...one, same: findSame(text, one) })) };
}

/** Sentences remembered: what some letters of the longest kind have together. */
const REMEMBERED_MAX_SENTENCES = 5_000;
const remembered = new Map<string, object>();

function findSame(
  text: string,
  { start, end, words, zone, isQuestion, isListed }: Sentence,
): object {
  const marks = `${zone}${isQuestion}${isListed}${words[0]!.isQuoted}`;
  const key = `${marks} ${text.slice(start, end)}`;
  let same = remembered.get(key);
  if (same) return same;
  same = {};
  if (remembered.size >= REMEMBERED_MAX_SENTENCES) remembered.clear();
  remembered.set(key, same);
  return same;
}

const FACE = /^(?:\p{Extended_Pictographic}|[:;]-?[)(DP/]|<3|[xX]{1,3}$)/u;

/** Until all of a text is read. */
const NOT_YET = {};

/** A line that was read, at the place where it stood then. */
interface ReadLine {
  start: number;
  zone: Reading['zone'];
  sentences: readonly Sentence[];
}

/** Lines remembered: while somebody types, all but one are as they were. */
const REMEMBERED_MAX_LINES = 1_000;
/** A longer line is one that is being written, or no line of a letter. */
const REMEMBERED_MAX_CHARS = 1_500;
const lines = new Map<string, ReadLine>();

function readLine(reading: Reading, line: string, start: number): void {
  const isAlone = isBetween(reading) && line.length <= REMEMBERED_MAX_CHARS;
  const known = isAlone ? lines.get(line) : undefined;
  if (known) {
    reading.zone = known.zone;
    for (const one of known.sentences) reading.sentences.push(shift(one, start - known.start));
    return;
  }
  const before = reading.sentences.length;
  readWords(reading, line, start);
  if (!isAlone || !isBetween(reading)) return;
  if (lines.size >= REMEMBERED_MAX_LINES) lines.clear();
  lines.set(line, { start, zone: reading.zone, sentences: reading.sentences.slice(before) });
}

/** No sentence goes on from one line to the next here. */
function isBetween({ words, clause, isListed }: Reading): boolean {
  return words.length === 0 && clause === 0 && !isListed;
}

function shift(sentence: Sentence, by: number): Sentence {
  if (by === 0) return sentence;
  const moved = sentence.words.map((word) => ({
    norm: word.norm,
    kind: word.kind,
    start: word.start + by,
    end: word.end + by,
    isUpper: word.isUpper,
    isQuoted: word.isQuoted,
    clause: word.clause,
  }));
  return { ...sentence, start: sentence.start + by, end: sentence.end + by, words: moved };
}

function readWords(reading: Reading, line: string, start: number): void {
  const bullet = /^\s{0,20}(?:[-*•·–]|\(?\d{1,2}[.)]|[a-z]\))\s/.exec(line);
  const zone = /^\s{0,5}>/.test(line) ? 'quote' : 'body';
  if (bullet || line.trim() === '' || zone !== reading.zone) close(reading, false);
  reading.zone = zone;
  if (bullet) reading.isListed = true;
  reading.isQuoted = false;
  const begun = bullet ? bullet[0].length : 0;
  const chunks = [...line.slice(begun).matchAll(/\S+/g)];
  for (const [index, match] of chunks.entries()) {
    const at = start + begun + match.index;
    readOne(reading, match[0], at, chunks[index + 1]?.[0]);
  }
  const ending = line.trimEnd();
  if (ending.length < WRAPPED_LINE_MIN_CHARS || /[.!?:;,]$/.test(ending)) close(reading, false);
}

function readOne(reading: Reading, chunk: string, at: number, next: string | undefined): void {
  if (/^[(„"“»«]/.test(chunk)) {
    if (chunk[0] !== '(') reading.isQuoted = true;
  }
  if (/^[-–—/|]+$/.test(chunk)) reading.clause += 1;
  const found = readChunk(chunk, at);
  // Whoever ends a sentence with a face writes no full stop.
  if (found.length === 0 && FACE.test(chunk) && /^["„]?\p{Lu}/u.test(next ?? '')) {
    return close(reading, false);
  }
  for (const one of found) {
    if (CONJUNCTIONS.has(one.norm) && reading.words.length > 0) reading.clause += 1;
    reading.words.push({ ...one, isQuoted: reading.isQuoted, clause: reading.clause });
  }
  if (/[“”"»«][.,;:!?)]*$/.test(chunk)) reading.isQuoted = false;
  const tail = /[.,;:!?…)"'“”»«]*$/.exec(chunk.slice(-8))![0];
  if (/[?]/.test(tail)) return close(reading, true);
  if (/[!…]|\.\./.test(tail)) return close(reading, false);
  if (tail.includes('.') && isEnd(chunk, found.at(-1), next)) return close(reading, false);
  if (/[,;:]/.test(tail)) reading.clause += 1;
  if (reading.words.length >= SENTENCE_MAX_WORDS) close(reading, false);
}

function isEnd(chunk: string, last: Word | { norm: string } | undefined, next?: string): boolean {
  if (next === undefined || !last) return true;
  const word = chunk.toLowerCase().replace(/^[("'„“]+|[.,)"'“”]+$/g, '');
  if (ABBREVIATIONS.has(word)) return false;
  if (/^\d{1,2}$/.test(word)) return !(MONTH.test(next) || /^[\p{Ll}\d]/u.test(next));
  return !/^\p{Ll}/u.test(next) || /^[a-z]{4,}\.$/.test(chunk);
}

function close(reading: Reading, isQuestion: boolean): void {
  const { words } = reading;
  if (words.length > 0) {
    reading.sentences.push({
      start: words[0]!.start,
      end: words.at(-1)!.end,
      words: joinPhoneNumbers(words),
      zone: reading.zone,
      isQuestion,
      isListed: reading.isListed,
      same: NOT_YET,
    });
  }
  reading.words = [];
  reading.clause = 0;
  reading.isListed = false;
}
