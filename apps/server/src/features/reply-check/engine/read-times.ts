import { numberWords, timeUnits, timeWords } from '../patterns/times.ts';
import type { Word } from './checked-text.ts';

const CLOCK_OR_DATE =
  /^(?:[01]?\d|2[0-3])[:.][0-5]\d$|^\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\.?$|^\d{4}-\d{2}-\d{2}$/;

/** Whether a sentence says when: a day, an hour, a date or a span; "soon" is none of these. */
export function namesTime(sentence: readonly Word[]): boolean {
  return sentence.some((word, index) => {
    if (timeWords.has(word.norm)) return !isMorningGreeting(sentence, index);
    if (word.kind === 'number' && CLOCK_OR_DATE.test(word.norm)) return word.norm !== '24/7';
    if (/^\d{1,2}(?:am|pm|h|uhr)$/.test(word.norm)) return true;
    const next = sentence[index + 1];
    const isCount = word.kind === 'number' || numberWords.has(word.norm);
    if (!isCount || next === undefined) return false;
    return timeUnits.has(next.norm) || (timeUnits.has(sentence[index + 2]?.norm ?? '') && isCount);
  });
}

function isMorningGreeting(sentence: readonly Word[], index: number): boolean {
  return sentence[index]!.norm === 'morgen' && sentence[index - 1]?.norm === 'guten';
}
