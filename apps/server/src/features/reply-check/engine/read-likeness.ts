import { partActs, wholeActs } from '../patterns/deed-acts.ts';
import { deedThings } from '../patterns/deed-things.ts';
import { rememberAnyLanguage, type Sentence } from './checked-text.ts';
import { joinParts } from '../deeds/join-parts.ts';
import { stemWord } from './stem-word.ts';

/** Words of which the lines are remembered: the same few hundred come again and again. */
const REMEMBERED_MAX_WORDS = 20_000;
/** The head of a compound has at least so many letters, and so many stand before it. */
const HEAD_MIN_CHARS = 4;
const HEAD_FROM_CHARS = 3;

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

const remembered = new Map<string, readonly number[]>();

/** The lines of words that mean the same as this one, or as its last part. */
export function linesOfWord(norm: string): readonly number[] {
  let known = remembered.get(norm);
  if (known) return known;
  known = lines.get(norm) ?? lines.get(stemWord(norm)) ?? linesOfHead(norm);
  if (remembered.size >= REMEMBERED_MAX_WORDS) remembered.clear();
  remembered.set(norm, known);
  return known;
}

/** A compound is what its last part is: "Auffangbehälter". */
function linesOfHead(norm: string): readonly number[] {
  for (let at = HEAD_FROM_CHARS; at <= norm.length - HEAD_MIN_CHARS; at += 1) {
    const found = lines.get(norm.slice(at));
    if (found) return found;
  }
  return NO_LINES;
}

/** The lines that any word of a sentence stands in. */
export const readLikeness = rememberAnyLanguage(({ words }: Sentence): ReadonlySet<number> => {
  const same = new Set<number>();
  for (const { norm, kind, isQuoted } of words) {
    if (kind !== 'word' || isQuoted) continue;
    for (const line of linesOfWord(norm)) same.add(line);
  }
  for (const joined of joinParts(words)) for (const line of linesOf(joined)) same.add(line);
  return same;
});
