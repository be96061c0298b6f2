/** The server refuses shorter ones. */
export const shortestPassword_letters = 10;
const strong_letters = 16;
/** Fewer different letters than this are a pattern, however long. */
const fewestKinds_letters = 5;

export type Strength =
  | { kind: 'short'; missing: number }
  | { kind: 'weak' }
  | { kind: 'fair' }
  | { kind: 'strong' };

/** How hard a password is to guess, as far as length and the person's own words tell. */
export function decideStrength(password: string, ownWords: readonly string[]): Strength {
  const missing = shortestPassword_letters - password.length;
  if (missing > 0) return { kind: 'short', missing };
  const plain = password.toLowerCase();
  const guessable = ownWords
    .flatMap((words) => words.toLowerCase().split(/[\s@.]+/))
    .some((word) => word.length > 3 && plain.includes(word));
  const kinds = new Set(plain).size;
  const sequence = '01234567890abcdefghijklmnopqrstuvwxyz'.includes(plain.slice(0, 8));
  if (guessable || sequence || kinds < fewestKinds_letters) return { kind: 'weak' };
  return { kind: password.length >= strong_letters ? 'strong' : 'fair' };
}
