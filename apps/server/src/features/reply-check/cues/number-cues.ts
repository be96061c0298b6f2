import type { Word } from '../engine/checked-text.ts';
import { rememberByWord } from '../engine/memo.ts';
import { stemOf } from '../engine/stem-word.ts';

const numbers = new Map<string, number>();
const names: string[] = [];

/**
 * The number of a cue, given at first sight. Only cues of which there are a bounded number are
 * numbered so: words by `numberOfWord`.
 */
export function numberOfCue(cue: string): number {
  let number = numbers.get(cue);
  if (number !== undefined) return number;
  number = names.length;
  numbers.set(cue, number);
  names.push(cue);
  return number;
}

/** The name of a numbered cue. */
export function nameOfCue(number: number): string {
  return names[number]!;
}

/** The cue that a word is by its stem; null for what is no word of a language. */
export function nameOfWord(word: Word): string | null {
  return word.kind === 'word' && /^[a-z]{2,}$/.test(word.norm) ? `w:${stemOf(word)}` : null;
}

/** No cue: nobody has a weight for this word. */
export const UNWEIGHED = -1;

/** The number of a word that some weights know, or else `UNWEIGHED`. */
export const numberOfWord = rememberByWord((word) => {
  const name = nameOfWord(word);
  return name === null ? UNWEIGHED : (numbers.get(name) ?? UNWEIGHED);
});

/** Parts that words play: fewer than there are places in the tables of their runs. */
const ROLES_MAX = 128;
const NO_ROLE = ROLES_MAX - 1;

/** The number of a part, or of a run of parts that stand side by side or a little apart. */
type RunNumbers = (one: number, other?: number, third?: number) => number;

/** Numbers the runs of one kind, `b:we_have`; a name is made only once. */
export function numberRuns(kind: string, roleName: (role: number) => string): RunNumbers {
  const known = new Map<number, number>();
  return (one, other = NO_ROLE, third = NO_ROLE) => {
    const key = (one * ROLES_MAX + other) * ROLES_MAX + third;
    let number = known.get(key);
    if (number !== undefined) return number;
    const roles = [one, other, third].filter((role) => role !== NO_ROLE);
    number = numberOfCue(`${kind}${roles.map(roleName).join('_')}`);
    known.set(key, number);
    return number;
  };
}

/** Numbers the cues that begin alike; a name is made only once. */
export function numberPrefixed(prefix: string): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    let number = known.get(name);
    if (number === undefined) known.set(name, (number = numberOfCue(`${prefix}${name}`)));
    return number;
  };
}
