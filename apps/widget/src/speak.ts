import type { LaterKey } from './later-texts.ts';
import type { TextKey } from './texts-en.ts';

/** The words, dates and sizes of one language. */
export interface Speech {
  locale: string;
  t(key: TextKey | LaterKey, facts?: Record<string, string | number>): string;
  /** Takes the words of a part that was loaded later. */
  learn(more: Record<string, string>): void;
  /** 14:30, with the day where it is not today. */
  time(instant: string): string;
  day(instant: string): string;
  size(bytes: number): string;
}

/** Loads a language: German where it is wanted, else English. */
export async function loadSpeech(wanted: string): Promise<Speech> {
  const isGerman = /^de\b/i.test(wanted);
  const loaded = await (isGerman ? import('./texts-de.ts') : import('./texts-en.ts'));
  const texts: Record<string, string> = { ...loaded.texts };
  const locale = isGerman ? 'de' : 'en-GB';
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
  const megabytes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  });
  const speech: Speech = {
    locale,
    t: (key, facts = {}) =>
      (texts[key] ?? key).replace(/\{(\w+)\}/g, (_all, name: string) => String(facts[name] ?? '')),
    learn: (more) => void Object.assign(texts, more),
    day(instant) {
      const date = new Date(instant);
      return isToday(date) ? texts['today']! : days.format(date);
    },
    time(instant) {
      const date = new Date(instant);
      return (isToday(date) ? '' : `${days.format(date)}, `) + clock.format(date);
    },
    size: (bytes) => megabytes.format(Math.max(0.1, bytes / 1_048_576)),
  };
  return speech;
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString();
}
