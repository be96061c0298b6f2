import type { ContactLanguage } from '@earshot/contract/contact-language.ts';

/** Languages in which contacts are addressed, each by its own name. */
export const contactLanguageNames: Readonly<Record<ContactLanguage, string>> = {
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  pt: 'Português',
};

/** The same as items of a choice. */
export const contactLanguageItems = Object.entries(contactLanguageNames).map(([value, label]) => ({
  value: value as ContactLanguage,
  label,
}));
