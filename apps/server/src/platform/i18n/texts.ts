import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

export type Locale = 'de' | 'en';
export type Catalogue = Record<string, string>;
/** Fills a text of the catalogue in one language; ICU placeholders, plurals and dates. */
export type Translate<C extends Catalogue> = (
  locale: Locale,
  id: keyof C & string,
  values?: Record<string, string | number | Date>,
) => string;

/**
 * Texts of one slice in both languages. The German catalogue must name the same ids, which the type
 * checks; a text with a placeholder that the other language lacks fails the tidy test.
 */
export function defineTexts<C extends Catalogue>(
  en: C,
  de: { [K in keyof C]: string },
): Translate<C> {
  const catalogues = { en, de };
  const speakers = new Map(
    (['en', 'de'] as const).map((locale) => {
      const messages = Object.fromEntries(
        Object.entries(catalogues[locale]).map(([id, text]) => [id, compileMessage(text)]),
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

// Making one takes longer than writing a hundred dates with it.
const formats = new Map<string, Intl.DateTimeFormat>();

/** A day and time as people of the language write it, in the time zone of the account. */
export function formatInstant(at: Date, locale: Locale, timeZone: string): string {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  formats.set(key, format);
  return format.format(at);
}
