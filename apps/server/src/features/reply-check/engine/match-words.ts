import type { Word } from './checked-text.ts';

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
    const isWhole = pattern.slice(1).every(({ any, gap }) => {
      const at = findWord(sentence, any, to + 1, to + 2 + gap);
      if (at >= 0) to = at;
      return at >= 0;
    });
    if (isWhole) return { from, to };
  }
  return null;
}

/** With which words the patterns of a list begin: most sentences have none of them. */
const beginnings = new WeakMap<readonly Step[][], WordSet>();

/** The first of several patterns that is found. */
export function findAnySteps(sentence: readonly Word[], all: readonly Step[][]): Hit | null {
  let begins = beginnings.get(all);
  if (!begins) {
    begins = new Set(all.flatMap(([first]) => [...first!.any]));
    beginnings.set(all, begins);
  }
  if (findWord(sentence, begins) < 0) return null;
  for (const pattern of all) {
    const hit = findSteps(sentence, pattern);
    if (hit) return hit;
  }
  return null;
}
