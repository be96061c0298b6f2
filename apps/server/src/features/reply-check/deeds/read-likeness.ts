import { partActs, wholeActs } from '../patterns/deed-acts.ts';
import { deedThings } from '../patterns/deed-things.ts';
import type { Sentence } from '../engine/checked-text.ts';
import { rememberAnyLanguage, rememberByWord } from '../engine/memo.ts';
import { joinParts } from './join-parts.ts';
import { stemOf, stemWord } from '../engine/stem-word.ts';

/** The head of a compound has at least so many letters, and so many stand before it. */
const HEAD_MIN_CHARS = 4;
const HEAD_FROM_CHARS = 3;
/** Longer words than this have been cut often enough. */
const HEAD_LAST_CHARS = 12;

/** What a word can be the compound of: "Flusensieb" is a "Sieb"; the longest first. */
export function listHeads(norm: string): string[] {
  const heads: string[] = [];
  const last = Math.min(HEAD_LAST_CHARS, norm.length - HEAD_MIN_CHARS);
  for (let at = HEAD_FROM_CHARS; at <= last; at += 1) heads.push(norm.slice(at));
  return heads;
}

const lines = new Map<string, number[]>();
for (const [at, line] of [...wholeActs, ...partActs, ...deedThings].entries()) {
  for (const one of line) {
    for (const form of new Set([one, stemWord(one)])) {
      const known = lines.get(form) ?? [];
      if (!known.includes(at)) lines.set(form, [...known, at]);
    }
  }
}

/** Whether a line is of acts, or of things. */
export function isLineOfActs(line: number): boolean {
  return line < wholeActs.length + partActs.length;
}

const NO_LINES: readonly number[] = [];

/** The lines in which exactly this form stands. */
export function linesOf(form: string): readonly number[] {
  return lines.get(form) ?? NO_LINES;
}

/** The lines of words that mean the same as this one, or as its last part. */
export const linesOfWord = rememberByWord((word): readonly number[] => {
  return lines.get(word.norm) ?? lines.get(stemOf(word)) ?? linesOfHead(word.norm);
});

/** A compound is what its last part is: "Auffangbehälter". */
function linesOfHead(norm: string): readonly number[] {
  const head = listHeads(norm).find((one) => lines.has(one));
  return head === undefined ? NO_LINES : lines.get(head)!;
}

/** The lines that any word of a sentence stands in. */
export const readLikeness = rememberAnyLanguage(({ words }: Sentence): ReadonlySet<number> => {
  const same = new Set<number>();
  for (const word of words) {
    if (word.kind !== 'word' || word.isQuoted) continue;
    for (const line of linesOfWord(word)) same.add(line);
  }
  for (const joined of joinParts(words)) for (const line of linesOf(joined)) same.add(line);
  return same;
});
