import type { CheckedText, TextLanguage } from './checked-text.ts';
import { type WordSet, words } from './match-words.ts';

/** Words that stand in nearly every text of their language and hardly in another. */
const telling: Record<TextLanguage | 'other', WordSet> = {
  de: words(
    'der die das und ist nicht ich sie wir ihnen ihre ihr mit fuer auf ein eine zu den dem von bei',
    'haben habe hat wird werden noch schon auch sich uns mir bitte danke dass wenn aber oder nach',
    'unter ueber heute morgen kein keine sehr wie wann warum gerne leider guten tag hallo vielen',
  ),
  en: words(
    'the and is not you we your our to of for on with it this that have has will be are was i my me',
    'please thank thanks if but or from at by can would could do did hello dear sorry when why how',
  ),
  other: words(
    'le la les des est pas vous nous votre pour dans avec une bonjour merci que qui sur el los las',
    'una para con por usted gracias hola su il che per di grazie non sono het een niet voor van en',
    'met dank nie jest na do dziekuje nie sie bir icin',
  ),
};

const WORDS_LOOKED_AT = 400;

/** The language that a text shows by its small words; null where it shows too little. */
export function guessTextLanguage({ sentences }: CheckedText): TextLanguage | 'other' | null {
  const counts = { de: 0, en: 0, other: 0 };
  let seen = 0;
  for (const { words: said, zone } of sentences) {
    if (zone === 'quote' || zone === 'footer') continue;
    for (const { norm, kind } of said) {
      if (kind !== 'word') continue;
      seen += 1;
      for (const language of ['de', 'en', 'other'] as const) {
        if (telling[language].has(norm)) counts[language] += 1;
      }
    }
    if (seen > WORDS_LOOKED_AT) break;
  }
  const [best, next] = (['de', 'en', 'other'] as const).toSorted((a, b) => counts[b] - counts[a]);
  const isClear = counts[best!] >= 2 && counts[best!] >= counts[next!] * 1.5 + 1;
  return isClear && counts[best!] >= seen * 0.12 ? best! : null;
}
