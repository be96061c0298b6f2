import type { CheckedText, Sentence, Word } from './checked-text.ts';
import { makeMemo, type Memo, MemoTable } from './memo.ts';
import { readRun, type Run } from './read-run.ts';
import { joinPhoneNumbers } from './read-words.ts';
import { zoneSentences } from './zone-sentences.ts';

/** A sentence without an end is cut, so that every rule looks at a bounded number of words. */
const SENTENCE_MAX_WORDS = 70;
/** A shorter line was ended by its writer, not by the width of a window. */
const WRAPPED_LINE_MIN_CHARS = 60;

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
const memos = new MemoTable(REMEMBERED_MAX_SENTENCES);

function findSame(text: string, { start, end, words, zone, isQuestion, isListed }: Sentence): Memo {
  const marks = `${zone}${isQuestion}${isListed}${words[0]!.isQuoted}`;
  return memos.get(`${marks} ${text.slice(start, end)}`);
}

/** Until all of a text is read. */
const NOT_YET = makeMemo();

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
    same: word.same,
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
  let run: Run | null = null;
  let at = 0;
  for (let from = skipSpace(line, begun); from < line.length;) {
    const until = skipWord(line, from);
    const next = readRun(line.slice(from, until));
    if (run) readOne(reading, run, start + at, next);
    run = next;
    at = from;
    from = skipSpace(line, until);
  }
  if (run) readOne(reading, run, start + at, null);
  const ending = line.trimEnd();
  if (ending.length < WRAPPED_LINE_MIN_CHARS || /[.!?:;,]$/.test(ending)) close(reading, false);
}

/** White space, as `\s` has it. */
function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  if (code === 0xa0 || code === 0x1680 || code === 0xfeff) return true;
  if (code < 0x2000) return false;
  return code <= 0x200a || [0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code);
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (at < line.length && isSpace(line.charCodeAt(at))) at += 1;
  return at;
}

function skipWord(line: string, from: number): number {
  let at = from;
  while (at < line.length && !isSpace(line.charCodeAt(at))) at += 1;
  return at;
}

function readOne(reading: Reading, run: Run, at: number, next: Run | null): void {
  if (run.opens) reading.isQuoted = true;
  if (run.isDash) reading.clause += 1;
  // Whoever ends a sentence with a face writes no full stop.
  if (run.words.length === 0 && run.isFace && next?.startsUpper) return close(reading, false);
  for (const { norm, kind, start, end, isUpper, same } of run.words) {
    if (reading.words.length > 0 && CONJUNCTIONS.has(norm)) reading.clause += 1;
    const { clause, isQuoted } = reading;
    reading.words.push({
      norm,
      kind,
      start: start + at,
      end: end + at,
      isUpper,
      isQuoted,
      clause,
      same,
    });
  }
  if (run.closes) reading.isQuoted = false;
  if (run.ending === 'question') return close(reading, true);
  if (run.ending === 'end') return close(reading, false);
  if (run.ending === 'stop' && isEnd(run, next)) return close(reading, false);
  if (run.hasPause) reading.clause += 1;
  if (reading.words.length >= SENTENCE_MAX_WORDS) close(reading, false);
}

function isEnd(run: Run, next: Run | null): boolean {
  if (next === null || run.words.length === 0) return true;
  if (run.isAbbreviation) return false;
  if (run.isShortNumber) return !(next.isMonth || next.startsSmallOrDigit);
  return !next.startsSmall || run.isPlain;
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
