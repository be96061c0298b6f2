import { functionWords } from '../patterns/function-words.ts';
import { sameSayings } from '../patterns/same-sayings.ts';
import { sameWords } from '../patterns/same-words.ts';
import type { Sentence } from './checked-text.ts';
import { stemWord } from './stem-word.ts';

/** Letters in a row by which parts of compounds and inflected forms still meet. */
const GRAM_CHARS = 4;
/** Words of which the lines are remembered: the same few hundred come again and again. */
const REMEMBERED_MAX_WORDS = 20_000;

const lines = new Map<string, number[]>();
for (const [at, line] of [...sameWords, ...sameSayings].entries()) {
  for (const one of line) {
    for (const form of new Set([one, stemWord(one)])) {
      const known = lines.get(form) ?? [];
      if (!known.includes(at)) lines.set(form, [...known, at]);
    }
  }
}

/** What a word can be compared by. */
export interface WordLikeness {
  /** Lines of words that mean the same. */
  same: readonly number[];
  grams: readonly string[];
}

const NONE: WordLikeness = { same: [], grams: [] };
const remembered = new Map<string, WordLikeness>();

/** What a sentence can be compared by: lines of same words, and runs of letters. */
export interface Likeness {
  same: ReadonlySet<number>;
  grams: ReadonlySet<string>;
}

/** Reads what a sentence can be compared by. */
export function readLikeness({ words }: Sentence): Likeness {
  const same = new Set<number>();
  const grams = new Set<string>();
  for (const { norm, kind, isQuoted } of words) {
    if (kind !== 'word' || isQuoted) continue;
    const one = likenessOf(norm);
    for (const line of one.same) same.add(line);
    for (const gram of one.grams) grams.add(gram);
  }
  return { same, grams };
}

/** The same for one word. */
export function likenessOf(norm: string): WordLikeness {
  let known = remembered.get(norm);
  if (known) return known;
  known = readWord(norm);
  if (remembered.size >= REMEMBERED_MAX_WORDS) remembered.clear();
  remembered.set(norm, known);
  return known;
}

function readWord(norm: string): WordLikeness {
  const same = lines.get(norm) ?? lines.get(stemWord(norm)) ?? linesOfHead(norm);
  if (functionWords.de.has(norm) || functionWords.en.has(norm)) {
    return same.length === 0 ? NONE : { same, grams: [] };
  }
  const stem = stemWord(norm);
  if (stem.length <= GRAM_CHARS) return { same, grams: stem.length < 3 ? [] : [stem] };
  const starts = Array.from({ length: stem.length - GRAM_CHARS + 1 }, (_, at) => at);
  return { same, grams: starts.map((at) => stem.slice(at, at + GRAM_CHARS)) };
}

/** A compound is what its last part is: "Auffangbehälter". */
function linesOfHead(norm: string): readonly number[] {
  for (let at = 3; at <= norm.length - 4; at += 1) {
    const found = lines.get(norm.slice(at));
    if (found) return found;
  }
  return [];
}
