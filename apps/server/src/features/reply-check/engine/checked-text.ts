export type TextLanguage = 'de' | 'en';

/** `address` kinds are what a person can be sent to: a link, a mail address, a number, a handle. */
export type WordKind = 'word' | 'number' | 'url' | 'email' | 'phone' | 'handle';

/** One word of a text; `norm` is lower case, without umlauts, contractions taken apart. */
export interface Word {
  norm: string;
  kind: WordKind;
  /** Range in the text, end excluded; the parts of a contraction share theirs. */
  start: number;
  end: number;
  isUpper: boolean;
  /** Stands between quotation marks. */
  isQuoted: boolean;
  /** Counts up within a sentence at commas, dashes, brackets and conjunctions. */
  clause: number;
}

/** `quote`: of an earlier mail. `footer`: below the closing words, or below a dividing line. */
export type Zone = 'greeting' | 'body' | 'closing' | 'footer' | 'quote';

export interface Sentence {
  start: number;
  end: number;
  words: Word[];
  zone: Zone;
  isQuestion: boolean;
  /** A point of a list, numbered or not. */
  isListed: boolean;
  /** The same object for all sentences of the same words: what is read of one holds for all. */
  same: object;
}

export interface CheckedText {
  text: string;
  sentences: Sentence[];
}

/** The sentences that say something: no greeting, no closing, nothing below it, no quotation. */
export function bodyOf(checked: CheckedText): Sentence[] {
  return checked.sentences.filter(({ zone }) => zone === 'body');
}

/** Reads a sentence once, however often its words are checked while somebody types. */
export function rememberBySentence<Value extends object>(
  read: (sentence: Sentence, language: TextLanguage) => Value,
): (sentence: Sentence, language: TextLanguage) => Value {
  const known = { de: new WeakMap<object, Value>(), en: new WeakMap<object, Value>() };
  return (sentence, language) => {
    let value = known[language].get(sentence.same);
    if (!value) known[language].set(sentence.same, (value = read(sentence, language)));
    return value;
  };
}

/** The same for what does not depend on the language. */
export function rememberAnyLanguage<Value extends object>(
  read: (sentence: Sentence) => Value,
): (sentence: Sentence) => Value {
  const remembered = rememberBySentence(read);
  return (sentence) => remembered(sentence, 'de');
}
