import type { Sentence, TextLanguage, Word } from './checked-text.ts';

/**
 * What was read of a word or a sentence, each by its own reader at its own place: it is kept as
 * long as the word or sentence itself is remembered.
 */
export type Memo = unknown[];

/** A memo in which nothing stands yet, with a place for each reader. */
const blank: Memo = [];

function addReader(): number {
  return blank.push(undefined) - 1;
}

/** A memo in which nothing stands yet. */
export function makeMemo(): Memo {
  return blank.slice();
}

/** Reads a word once, wherever it stands; only what its norm and kind tell may be read. */
export function rememberByWord<Value extends {} | null>(
  read: (word: Word) => Value,
): (word: Word) => Value {
  const place = addReader();
  return (word) => {
    const known = word.same[place];
    if (known !== undefined) return known as Value;
    const value = read(word);
    word.same[place] = value;
    return value;
  };
}

/** Reads a sentence once, however often its words are checked while somebody types. */
export function rememberBySentence<Value extends {} | null>(
  read: (sentence: Sentence, language: TextLanguage) => Value,
): (sentence: Sentence, language: TextLanguage) => Value {
  const places = { de: addReader(), en: addReader() };
  return (sentence, language) => {
    const place = places[language];
    const known = sentence.same[place];
    if (known !== undefined) return known as Value;
    const value = read(sentence, language);
    sentence.same[place] = value;
    return value;
  };
}

/** The same for what does not depend on the language. */
export function rememberAnyLanguage<Value extends {} | null>(
  read: (sentence: Sentence) => Value,
): (sentence: Sentence) => Value {
  const remembered = rememberBySentence(read);
  return (sentence) => remembered(sentence, 'de');
}

/** Memos by name; so many at most, then they are begun anew. */
export class MemoTable {
  readonly #memos = new Map<string, Memo>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): Memo {
    let memo = this.#memos.get(name);
    if (memo) return memo;
    memo = makeMemo();
    if (this.#memos.size >= this.#most) this.#memos.clear();
    this.#memos.set(name, memo);
    return memo;
  }
}
