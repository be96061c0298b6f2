import type { Sentence } from './checked-text.ts';

/** Words of a shingle: shorter ones are shared by chance, longer ones miss light edits. */
const SHINGLE_WORDS = 4;

/** The words of some sentences, one after the other. */
export function listNorms(sentences: readonly Sentence[]): string[] {
  return sentences.flatMap(({ words }) => words.map(({ norm }) => norm));
}

/** Every run of `size` words. */
export function makeShingles(norms: readonly string[], size = SHINGLE_WORDS): Set<string> {
  const shingles = new Set<string>();
  for (let at = 0; at + size <= norms.length; at += 1) {
    shingles.add(norms.slice(at, at + size).join(' '));
  }
  return shingles;
}

/** Share of the first set’s shingles that the second has, 0 to 1. */
export function shareOf(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
  if (ours.size === 0) return 0;
  let shared = 0;
  for (const one of ours) if (theirs.has(one)) shared += 1;
  return shared / ours.size;
}
