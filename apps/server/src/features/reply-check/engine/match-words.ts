import type { Sentence, Word } from './checked-text.ts';
import { rememberAnyLanguage } from './memo.ts';

export type WordSet = ReadonlySet<string>;

/** A set from words written with spaces between. */
export function words(...lists: string[]): WordSet {
  return new Set(lists.flatMap((list) => list.split(/\s+/).filter((word) => word !== '')));
}

/** The first place from `from` on, before `until`, where one of these stands; -1 for none. */
export function findWord(
  sentence: readonly Word[],
  wanted: WordSet,
  from = 0,
  until = sentence.length,
): number {
  const end = Math.min(until, sentence.length);
  for (let at = Math.max(0, from); at < end; at += 1) {
    if (wanted.has(sentence[at]!.norm)) return at;
  }
  return -1;
}

/** One step of an ordered pattern: any of these words, at most `gap` words after the step before. */
export interface Step {
  any: WordSet;
  gap: number;
}

/** `gap|word word ...` for each step, such as `0|not`, `4|responsible liable`. */
export function steps(...written: string[]): Step[] {
  return written.map((one) => {
    const [gap, list] = one.split('|');
    return { gap: Number(gap), any: words(list!) };
  });
}

export interface Hit {
  from: number;
  /** Last word of the hit. */
  to: number;
}

/**
 * The first place where the steps follow one another; null for none. Each start looks at a bounded
 * number of words.
 */
export function findSteps(sentence: readonly Word[], pattern: readonly Step[]): Hit | null {
  const first = pattern[0]!;
  for (let from = 0; from < sentence.length; from += 1) {
    if (!first.any.has(sentence[from]!.norm) || sentence[from]!.isQuoted) continue;
    let to = from;
    for (let step = 1; step < pattern.length && to >= 0; step += 1) {
      const { any, gap } = pattern[step]!;
      to = findWord(sentence, any, to + 1, to + 2 + gap);
    }
    if (to >= 0) return { from, to };
  }
  return null;
}

/** The patterns of all lists by number, and the numbers of those that a word begins. */
const firstOf = new Map<readonly Step[][], number>();
const begun = new Map<string, number[]>();
let patterns = 0;

function numberPatterns(all: readonly Step[][]): number {
  const known = firstOf.get(all);
  if (known !== undefined) return known;
  const first = patterns;
  firstOf.set(all, first);
  for (const [begin] of all) {
    for (const word of begin!.any) {
      const numbers = begun.get(word);
      if (numbers) numbers.push(patterns);
      else begun.set(word, [patterns]);
    }
    patterns += 1;
  }
  return first;
}

/** Which patterns the words of a sentence begin, as bits; most sentences begin few of them. */
interface Begun {
  /** So many patterns were known then. */
  of: number;
  bits: Int32Array;
}

const readBegun = rememberAnyLanguage((): Begun => ({ of: 0, bits: new Int32Array() }));

function listBegun(sentence: Sentence): Int32Array {
  const known = readBegun(sentence);
  if (known.of === patterns) return known.bits;
  known.of = patterns;
  known.bits = new Int32Array((patterns >> 5) + 1);
  for (const { norm } of sentence.words) {
    const numbers = begun.get(norm);
    if (numbers) for (const one of numbers) known.bits[one >> 5]! |= 1 << (one & 31);
  }
  return known.bits;
}

/** The first of several patterns that is found. */
export function findAnySteps(sentence: Sentence, all: readonly Step[][]): Hit | null {
  const first = numberPatterns(all);
  const bits = listBegun(sentence);
  for (let index = 0; index < all.length; index += 1) {
    const number = first + index;
    if ((bits[number >> 5]! & (1 << (number & 31))) === 0) continue;
    const hit = findSteps(sentence.words, all[index]!);
    if (hit) return hit;
  }
  return null;
}
