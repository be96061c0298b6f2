import type { CheckedText } from './checked-text.ts';
import { type WordSet, words } from './match-words.ts';

const seenLanguages = ['de', 'en', 'es', 'pt', 'other'] as const;
/** What a text may be written in; the rules read German and English only. */
export type SeenLanguage = (typeof seenLanguages)[number];

/** Words that stand in nearly every text of their language and hardly in another. */
const telling: Record<SeenLanguage, WordSet> = {
  de: words(
    'der die das und ist nicht ich sie wir ihnen ihre ihr mit fuer auf ein eine zu den dem von bei',
    'haben habe hat wird werden noch schon auch sich uns mir bitte danke dass wenn aber oder nach',
    'unter ueber heute morgen kein keine sehr wie wann warum gerne leider guten tag hallo vielen',
  ),
  en: words(
    'the and is not you we your our to of for on with it this that have has will be are was i my me',
    'please thank thanks if but or from at by can would could do did hello dear sorry when why how',
  ),
  es: words(
    'el los las una para con por usted gracias hola su sus que la en del al lo le y esta muy',
    'pero como mas buenos buenas dias pedido quiero puedo puede hemos tengo saludos estimado donde',
  ),
  pt: words(
    'os uma para com por obrigado obrigada ola seu sua que o em dos ao na e nao muito pelo pela isso',
    'mas como mais bom boa dia encomenda quero posso pode temos tenho cumprimentos foi ate onde',
  ),
  other: words(
    'le la les des est pas vous nous votre pour dans avec une bonjour merci que qui sur',
    'il che per di grazie non sono het een niet voor van en met dank nie jest na do dziekuje nie sie',
    'bir icin',
  ),
};

const WORDS_LOOKED_AT = 400;

/** The language that a text shows by its small words; null where it shows too little. */
export function guessTextLanguage({ sentences }: CheckedText): SeenLanguage | null {
  const counts = { de: 0, en: 0, es: 0, pt: 0, other: 0 };
  let seen = 0;
  for (const { words: said, zone } of sentences) {
    if (zone === 'quote' || zone === 'footer') continue;
    for (const { norm, kind } of said) {
      if (kind !== 'word') continue;
      seen += 1;
      for (const language of seenLanguages) {
        if (telling[language].has(norm)) counts[language] += 1;
      }
    }
    if (seen > WORDS_LOOKED_AT) break;
  }
  const [best, next] = seenLanguages.toSorted((a, b) => counts[b] - counts[a]);
  const isClear = counts[best!] >= 2 && counts[best!] >= counts[next!] * 1.5 + 1;
  return isClear && counts[best!] >= seen * 0.12 ? best! : null;
}
