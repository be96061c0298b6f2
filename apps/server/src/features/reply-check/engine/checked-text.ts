import type { Memo } from './memo.ts';

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
  /** The same for all words of the same norm and kind: what is read of one holds for all. */
  same: Memo;
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
  /** The same for all sentences of the same words. */
  same: Memo;
}

export interface CheckedText {
  text: string;
  sentences: Sentence[];
}

/** The sentences that say something: no greeting, no closing, nothing below it, no quotation. */
export function bodyOf(checked: CheckedText): Sentence[] {
  return checked.sentences.filter(({ zone }) => zone === 'body');
}
