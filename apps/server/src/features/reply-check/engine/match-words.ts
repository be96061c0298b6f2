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

/** The lists of patterns by number, and the numbers of those that a word begins. */
const numbers = new Map<readonly Step[][], number>();
const begun = new Map<string, number[]>();

function numberOf(all: readonly Step[][]): number {
  let number = numbers.get(all);
  if (number !== undefined) return number;
  number = numbers.size;
  numbers.set(all, number);
  for (const word of new Set(all.flatMap(([first]) => [...first!.any]))) {
    begun.set(word, [...(begun.get(word) ?? []), number]);
  }
  return number;
}

/** Which lists the words of a sentence begin, as bits; most sentences begin few of them. */
interface Begun {
  /** So many lists were known then. */
  of: number;
  bits: Int32Array;
}

const readBegun = rememberAnyLanguage((): Begun => ({ of: 0, bits: new Int32Array() }));

function begins(sentence: Sentence, list: number): boolean {
  const known = readBegun(sentence);
  if (known.of < numbers.size) {
    known.of = numbers.size;
    known.bits = new Int32Array((numbers.size >> 5) + 1);
    for (const { norm } of sentence.words) {
      for (const one of begun.get(norm) ?? []) known.bits[one >> 5]! |= 1 << (one & 31);
    }
  }
  return (known.bits[list >> 5]! & (1 << (list & 31))) !== 0;
}

/** The first of several patterns that is found. */
export function findAnySteps(sentence: Sentence, all: readonly Step[][]): Hit | null {
  if (!begins(sentence, numberOf(all))) return null;
  for (const pattern of all) {
    const hit = findSteps(sentence.words, pattern);
    if (hit) return hit;
  }
  return null;
}
