import type { ContactLanguage } from '@earshot/contract/contact-language.ts';

/** Enough to decide; the rest of a long mail says the same. */
const WORDS = 400;
/** Fewer hits are a coincidence. */
const HITS = 2;

type Guessed = ContactLanguage | 'other';

/**
 * Small words that hardly stand in the others: what Spanish and Portuguese share decides nothing,
 * and `other` keeps their neighbours from being taken for them.
 */
const smallWords: Readonly<Record<Guessed, string>> = {
  de:
    'der die das und ist nicht ein eine einen einem ich wir sie ihr ihnen ihre ihren mich mir uns ' +
    'mit auf für von zu zum zur dem den des im am bei nach aus wenn dass daß wie was wann warum ' +
    'bitte danke vielen guten tag hallo sehr geehrte geehrter damen herren freundlichen grüßen ' +
    'gruß grüße habe haben hatte wurde werden kann können möchte noch schon nur auch oder aber ' +
    'doch keine kein meine mein meiner meinem meinen bestellung rechnung kündigung seit heute',
  en:
    'the and is are not you your yours we our they this that these those with from for have has ' +
    'had was were will would could should can cannot please thanks thank hello dear regards best ' +
    'kind sincerely my it its there here when where what why how which about order invoice been ' +
    'just still any some of to be do does did but',
  es:
    'el los las del al y con una unos unas mi mis su sus lo muy pero más está están estoy ' +
    'hola gracias buenos buenas días tardes estimado estimada estimados saludo saludos cordial ' +
    'usted ustedes pedido factura quiero quisiera puedo puede pueden tengo hemos ha he han hace ' +
    'hasta todavía aún ya ni sin cuando cuándo dónde cómo qué quién también porque hoy ayer mañana ' +
    'ningún ninguna nadie esto eso ese esa señor señora favor espero recibido llegado reclamación',
  pt:
    'os uma uns umas dos nas ao aos à às pelo pela num numa meu minha meus minhas seu ' +
    'sua seus suas não muito muita mais é são está estão estou olá obrigado obrigada bom boa ' +
    'dia dias tarde exmo exma exmos cumprimentos atenciosamente você vocês encomenda fatura ' +
    'factura quero queria gostaria posso pode podem tenho temos foi fui há já ainda até nem sem ' +
    'quando onde também isto isso esse essa hoje ontem amanhã ninguém nenhum nenhuma porque ' +
    'senhor senhora favor espero recebi recebido chegou agora o em',
  other:
    'les des est pas vous nous votre pour dans avec bonjour merci je sur sont ' +
    'il di che per non sono della grazie gli ho mio ordine buongiorno ' +
    'els amb és molt gràcies meva meu perquè això unha polo moi grazas estou teño ' +
    'het een niet voor van dank ik nie jest na dziękuję',
};

const guessed = Object.keys(smallWords) as Guessed[];

/** One look-up a word: the languages in which it counts. */
const languagesOfWord = new Map<string, Guessed[]>();
for (const language of guessed) {
  for (const word of smallWords[language].split(' ')) {
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language]);
  }
}

/** Letters that only one of them has; a word with one is half a small word. */
const ownLetters = new Map<string, ContactLanguage>([
  ['ä', 'de'],
  ['ö', 'de'],
  ['ü', 'de'],
  ['ß', 'de'],
  ['ñ', 'es'],
  ['ã', 'pt'],
  ['õ', 'pt'],
]);

/**
 * Guesses the language of the writer’s own text by counting small words. Null when there are too
 * few, two are close or it seems to be none of ours: then the language of the channel is used.
 */
export function guessLanguage(text: string): ContactLanguage | null {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const hits = { de: 0, en: 0, es: 0, pt: 0, other: 0 };
  for (const word of words.slice(0, WORDS)) {
    for (const language of languagesOfWord.get(word) ?? []) hits[language] += 1;
    const [letter] = /[äöüßñãõ]/.exec(word) ?? [];
    if (letter) hits[ownLetters.get(letter)!] += 0.5;
  }
  const [best, next] = guessed.toSorted((a, b) => hits[b] - hits[a]) as [Guessed, Guessed];
  if (best === 'other' || hits[best] < HITS || hits[best] < hits[next] * 1.5) return null;
  return best;
}
