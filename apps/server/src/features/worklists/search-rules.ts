/** Trigrams need three letters. */
const LETTERS_MIN = 3;
/** Fewer digits are in every telephone number. */
const PHONE_DIGITS_MIN = 5;

/** A case number in what was typed; `only` where it was written as one: #4711. */
export function readCaseNumber(q: string): { value: number; only: boolean } | null {
  const match = /^\s*(#?)(\d{1,12})\s*$/.exec(q);
  return match ? { value: Number(match[2]), only: match[1] === '#' } : null;
}

/** What to look for inside names, addresses and subjects; null where it is too short for that. */
export function lettersOf(q: string): string | null {
  const letters = q.trim().replaceAll(/\s+/g, ' ');
  return letters.length < LETTERS_MIN ? null : letters;
}

/**
 * The digits of a telephone number however it is written, without the leading zeros or plus that
 * E.164 writes otherwise; null where it is none.
 */
export function phoneDigits(q: string): string | null {
  if (!/^[\s+()./\d-]+$/.test(q)) return null;
  const digits = q.replace(/\(0\)/, '').replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length < PHONE_DIGITS_MIN ? null : digits;
}
