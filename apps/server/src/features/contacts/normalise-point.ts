import { normaliseEmail } from '../../platform/email-address.ts';
import type { PointKind } from './contact-tables.ts';

const TEXT_CHARACTERS_MAX = 400;

/** Finds a telephone number in a text; injected, since it is not ours. */
export type ReadPhoneNumber = (given: string) => string | null;

/** One form for every spelling of a contact point; null if it is not one of its kind. */
export function normalisePoint(
  kind: PointKind,
  given: string,
  readPhoneNumber: ReadPhoneNumber,
): string | null {
  if (kind === 'email') return normaliseEmail(given);
  if (kind === 'phone') return readPhoneNumber(given);
  const text = cleanText(given, TEXT_CHARACTERS_MAX);
  if (text === '') return null;
  return kind === 'handle' ? text.toLowerCase() : text;
}

/** What a stranger gave as a text, fit to be kept: no controls, spaces collapsed, bounded. */
export function cleanText(given: string, charactersMax: number): string {
  const clean = given
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  // A cut in the middle of a surrogate pair would leave half a character.
  return clean
    .slice(0, charactersMax)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/**
 * What to look for where a person typed this: digits of a telephone number without spaces and
 * leading zeros, since numbers are kept in E.164; anything else in lower case.
 */
export function decideSearchLetters(typed: string): string {
  const text = cleanText(typed, TEXT_CHARACTERS_MAX).toLowerCase();
  if (!/^\+?[\d\s()/.-]{4,}$/.test(text)) return text;
  const digits = text.replaceAll(/\D/g, '');
  return text.startsWith('+') ? digits : digits.replace(/^0+/, '');
}
