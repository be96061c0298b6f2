import { setupI18n } from '@lingui/core';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { compileMessage } from '@lingui/message-utils/compileMessage';

export type Locale = 'de' | 'en';
export type Catalogue = Record<string, string>;
/** Fills a text of the catalogue in one language; ICU placeholders, plurals and dates. */
export type Translate<C extends Catalogue, L extends ContactLanguage = Locale> = (
  locale: L,
  id: keyof C & string,
  values?: Record<string, string | number | Date>,
) => string;

/** The catalogue of another language: the same ids, which the type checks. */
export type TextsLike<C extends Catalogue> = { readonly [K in keyof C]: string };

/**
 * Texts that members read, in both languages of the desk. A text with a placeholder that the other
 * language lacks fails the tidy test.
 */
export function defineTexts<C extends Catalogue>(en: C, de: TextsLike<C>): Translate<C> {
  return speak<C, Locale>({ en, de });
}

/** Texts that contacts read, in every language in which they are addressed. */
export function defineContactTexts<C extends Catalogue>(
  en: C,
  de: TextsLike<C>,
  es: TextsLike<C>,
  pt: TextsLike<C>,
): Translate<C, ContactLanguage> {
  return speak<C, ContactLanguage>({ en, de, es, pt });
}

function speak<C extends Catalogue, L extends ContactLanguage>(
  catalogues: Readonly<Record<L, TextsLike<C>>>,
): Translate<C, L> {
  const speakers = new Map(
    Object.entries<TextsLike<C>>(catalogues).map(([locale, texts]) => {
      const messages = Object.fromEntries(
        Object.entries<string>(texts).map(([id, text]) => [id, compileMessage(text)]),
      );
      return [locale, setupI18n({ locale, messages: { [locale]: messages } })];
    }),
  );
  return (locale, id, values) => {
    const speaker = speakers.get(locale);
    if (!speaker) throw new Error(`There is no language ${locale}.`);
    return speaker._(id, values);
  };
}

/** How dates and numbers of a language are written where the product is used. */
export const formatTags: Readonly<Record<ContactLanguage, string>> = {
  de: 'de-DE',
  en: 'en-GB',
  es: 'es-ES',
  pt: 'pt-PT',
};

// Making one takes longer than writing a hundred dates with it.
const formats = new Map<string, Intl.DateTimeFormat>();

/** A day and time as people of the language write it, in the time zone of the account. */
export function formatInstant(at: Date, locale: ContactLanguage, timeZone: string): string {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat(formatTags[locale], {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  formats.set(key, format);
  return format.format(at);
}
