import { setupI18n, type Messages } from '@lingui/core';
import { useSyncExternalStore } from 'react';
import type { enAll } from './en.ts';

export type Locale = 'de' | 'en';
export type MessageId = keyof typeof enAll;

const i18n = setupI18n();
const storageKey = 'earshot.locale';
const listeners = new Set<() => void>();
let active: Locale = 'en';
/** Texts that the first picture does not need, each fetched with what shows it. */
const laterTexts = {
  settings: {
    de: () => import('virtual:catalogue/de/settings'),
    en: () => import('virtual:catalogue/en/settings'),
  },
  articles: {
    de: () => import('virtual:catalogue/de/articles'),
    en: () => import('virtual:catalogue/en/articles'),
  },
  case: {
    de: () => import('virtual:catalogue/de/case'),
    en: () => import('virtual:catalogue/en/case'),
  },
  contacts: {
    de: () => import('virtual:catalogue/de/contacts'),
    en: () => import('virtual:catalogue/en/contacts'),
  },
  travel: {
    de: () => import('virtual:catalogue/de/travel'),
    en: () => import('virtual:catalogue/en/travel'),
  },
  trail: {
    de: () => import('virtual:catalogue/de/trail'),
    en: () => import('virtual:catalogue/en/trail'),
  },
  check: {
    de: () => import('virtual:catalogue/de/check'),
    en: () => import('virtual:catalogue/en/check'),
  },
  promises: {
    de: () => import('virtual:catalogue/de/promises'),
    en: () => import('virtual:catalogue/en/promises'),
  },
  live: {
    de: () => import('virtual:catalogue/de/live'),
    en: () => import('virtual:catalogue/en/live'),
  },
  seats: {
    de: () => import('virtual:catalogue/de/seats'),
    en: () => import('virtual:catalogue/en/seats'),
  },
};
export type LaterTexts = keyof typeof laterTexts;
const wanted = new Set<LaterTexts>();

/** The text with this id in the language of the reader; values fill its placeholders. */
export function t(id: MessageId, values?: Record<string, unknown>): string {
  return i18n._(id, values);
}

/** The active language. */
export function getLocale(): Locale {
  return active;
}

/** The active language, renewed when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, getLocale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language chosen on this device, else the browser's, else English. */
export function chooseFirstLocale(): Locale {
  const known = [localStorage.getItem(storageKey), ...navigator.languages];
  for (const wish of known) {
    if (wish?.startsWith('de') === true) return 'de';
    if (wish?.startsWith('en') === true) return 'en';
  }
  return 'en';
}

/** Loads the texts of a language and shows the desk in it from now on. */
export async function activateLocale(locale: Locale): Promise<void> {
  const [first, later] = await Promise.all([
    locale === 'de' ? import('virtual:catalogue/de') : import('virtual:catalogue/en'),
    loadWanted(locale),
  ]);
  const locales = locale === 'en' ? ['en-GB'] : [locale];
  i18n.loadAndActivate({ locale, locales, messages: { ...first.messages, ...later } });
  active = locale;
  localStorage.setItem(storageKey, locale);
  document.documentElement.lang = locale;
  for (const tell of listeners) tell();
}

async function loadWanted(locale: Locale): Promise<Messages> {
  const found = await Promise.all([...wanted].map((name) => laterTexts[name][locale]()));
  return Object.assign({}, ...found.map(({ messages }) => messages)) as Messages;
}

/** Adds texts in the active language and in those chosen later. */
export async function loadTexts(name: LaterTexts): Promise<void> {
  if (wanted.has(name)) return;
  const locale = active;
  const { messages } = await laterTexts[name][locale]();
  wanted.add(name);
  i18n.load(locale, messages);
  // Another language was chosen meanwhile, before these texts were wanted.
  if (locale !== active) i18n.load(active, (await laterTexts[name][active]()).messages);
}
