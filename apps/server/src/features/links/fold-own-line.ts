import { hidePageLinks } from './link-line-rules.ts';
import { linkText } from './link-texts.ts';

/**
 * What an answer is compared with where quotes are folded: its text with the links blanked, and our
 * line in both languages as something we sent.
 */
export function forFolding(
  text: string,
  sentTexts: readonly string[],
): { text: string; sentTexts: string[] } {
  const lines = (['de', 'en'] as const).map((locale) => linkText(locale, 'lineWords'));
  return { text: hidePageLinks(text), sentTexts: [...sentTexts, ...lines] };
}
