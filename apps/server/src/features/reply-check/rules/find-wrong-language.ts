import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';

/** Asks for another language: then that one is right. */
const WISH =
  /\b(?:in english|auf englisch|english please|auf deutsch|in german|german please|englisch bitte|deutsch bitte|en inglés|en español|em inglês|em português)(?!\p{L})/iu;

/** The reply is not in the language of the contact's last message. */
export function findWrongLanguage({ guessed, history, input }: ReadReply): ReplyFinding[] {
  const theirs = history.lastLanguage ?? input.language ?? null;
  if (guessed === null || theirs === null || guessed === theirs) return [];
  if (history.last.some(({ text }) => WISH.test(text))) return [];
  const names = {
    en: {
      de: 'German',
      en: 'English',
      es: 'Spanish',
      pt: 'Portuguese',
      other: 'another language',
    },
    de: {
      de: 'Deutsch',
      en: 'Englisch',
      es: 'Spanisch',
      pt: 'Portugiesisch',
      other: 'einer anderen Sprache',
    },
  };
  return [
    {
      rule: 'wrong_language',
      severity: 'warn',
      ranges: [],
      said: {
        en: `The contact wrote in ${names.en[theirs]}, the reply is in ${names.en[guessed]}.`,
        de: `Der Kontakt schrieb auf ${names.de[theirs]}, die Antwort ist auf ${names.de[guessed]}.`,
      },
      offers: [],
    },
  ];
}
