import { contactLanguages } from '@earshot/contract/contact-language.ts';
import { hidePageLinks } from './link-line-rules.ts';
import { linkText } from './link-texts.ts';

/**
 * What quotes are folded by (arguments of `foldText`): the text with the links blanked, our line
 * in every language among what we sent.
 */
export function forFolding(
  text: string,
  sentTexts: readonly string[],
): [text: string, options: { sentTexts: string[] }] {
  const lines = contactLanguages.map((locale) => linkText(locale, 'lineWords'));
  return [hidePageLinks(text), { sentTexts: [...sentTexts, ...lines] }];
}
