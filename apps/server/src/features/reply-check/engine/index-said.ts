import type { Sentence, Word } from './checked-text.ts';
import { type Memo, rememberAnyLanguage, rememberByWord } from './memo.ts';
import { listConcepts } from './read-actions.ts';
import { gistOfWord, isReport, readGist } from './read-gist.ts';
import { linesOfWord, listHeads, readLikeness } from '../deeds/read-likeness.ts';

/** Sentences compared with each one of the reply: older ones are rarely what it repeats. */
const RECENT_MAX = 60;

/** One sentence that was said lately. */
export interface SaidSentence {
  from: 'contact' | 'us';
  isReport: boolean;
  isQuestion: boolean;
  /** Its words, cut where they are long. */
  text: string;
  /** What each of its telling words can be met by. */
  telling: readonly (readonly string[])[];
}

/** The newest sentences of a conversation, by whatever they can be found by. */
export interface SaidIndex {
  sentences: readonly SaidSentence[];
  places: ReadonlyMap<string, readonly number[]>;
  /** The places of a word and of a part, once they were looked up. */
  ofWord: Map<Memo, readonly number[]>;
  ofPart: Map<string, readonly number[]>;
}

/** What one sentence shares with each of the newest ones, in their order; shares from 0 to 1. */
export interface SharedWith {
  parts: Uint8Array;
  acts: Uint8Array;
  same: Uint8Array;
  /** Words that tell something and stand there too, in whatever form or in other words. */
  words: Uint8Array;
}

/** A sentence with the message that it stands in. */
export interface SaidWords {
  from: 'contact' | 'us';
  sentence: Sentence;
  message: string;
  /** Tells the contact what to do. */
  isAdvice: boolean;
}

/** A quotation is to be recognised, not read. */
const QUOTED_MAX_CHARS = 90;

function quote(message: string, { start, end }: Sentence): string {
  const text = message.slice(start, end).replaceAll(/\s+/g, ' ');
  return text.length > QUOTED_MAX_CHARS ? `${text.slice(0, QUOTED_MAX_CHARS)} …` : text;
}

/** Makes the index; only the newest sentences are in it. */
export function indexSaid(said: readonly SaidWords[]): SaidIndex {
  const places = new Map<string, number[]>();
  const recent = said.slice(-RECENT_MAX);
  recent.forEach(({ sentence }, at) => {
    const add = (key: string) => {
      const known = places.get(key);
      if (!known) places.set(key, [at]);
      else if (known.at(-1) !== at) known.push(at);
    };
    const gist = readGist(sentence);
    for (const part of gist) {
      add(`p${part}`);
      for (const tail of listHeads(part)) add(`e${tail}`);
    }
    for (const concept of listConcepts(sentence)) add(`a${concept}`);
    for (const one of readLikeness(sentence)) add(`s${one}`);
  });
  const sentences = recent.map(({ from, sentence, message }) => ({
    from,
    isReport: isReport(sentence),
    isQuestion: sentence.isQuestion,
    text: quote(message, sentence),
    telling: listTelling(sentence),
  }));
  return { sentences, places, ofWord: new Map(), ofPart: new Map() };
}

/** Counts what a sentence shares with each sentence of the index. */
export function compareWithSaid(sentence: Sentence, said: SaidIndex): SharedWith {
  const count = said.sentences.length;
  const { places } = said;
  const shared: SharedWith = {
    parts: new Uint8Array(count),
    acts: new Uint8Array(count),
    same: new Uint8Array(count),
    words: new Uint8Array(count),
  };
  for (const part of readGist(sentence)) countIn(shared.parts, placesOfPart(part, said));
  for (const word of sentence.words) countIn(shared.words, placesOfWord(word, said));
  for (const concept of listConcepts(sentence)) countIn(shared.acts, places.get(`a${concept}`));
  for (const line of readLikeness(sentence)) countIn(shared.same, places.get(`s${line}`));
  return shared;
}

/** Words and parts of which the places are remembered for one conversation. */
const PLACES_MAX = 5_000;

function remember<Key>(known: Map<Key, readonly number[]>, key: Key, places: Set<number>) {
  const list = [...places];
  if (known.size >= PLACES_MAX) known.clear();
  known.set(key, list);
  return list;
}

/** Where a part stands, as a whole or as the head of a compound, or is one. */
function placesOfPart(part: string, { places, ofPart }: SaidIndex): readonly number[] {
  const known = ofPart.get(part);
  if (known) return known;
  const all = [`p${part}`, `e${part}`, ...listHeads(part).map((tail) => `p${tail}`)];
  return remember(ofPart, part, new Set(all.flatMap((key) => places.get(key) ?? [])));
}

/** Where a telling word stands, by its stem, its head or another word for it. */
function placesOfWord(word: Word, said: SaidIndex): readonly number[] {
  const known = said.ofWord.get(word.same);
  if (known) return known;
  const found = new Set<number>();
  const parts = gistOfWord(word);
  for (const part of parts) for (const at of placesOfPart(part, said)) found.add(at);
  if (parts.length > 0) {
    for (const line of linesOfWord(word)) {
      for (const at of said.places.get(`s${line}`) ?? []) found.add(at);
    }
  }
  return remember(said.ofWord, word.same, found);
}

/** Of fewer words nobody could say that they were said again. */
const COVERED_MIN_WORDS = 3;

/**
 * How much of a sentence that was said stands somewhere in the reply: the largest share on each
 * side, from 0 to 1.
 */
export function coverSaid(
  reply: readonly Sentence[],
  { sentences }: SaidIndex,
): Record<SaidSentence['from'], number> {
  const most = { contact: 0, us: 0 };
  const keys = new Set(reply.flatMap(keysOf));
  for (const { from, telling } of sentences) {
    if (telling.length < COVERED_MIN_WORDS) continue;
    const covered = telling.filter((word) => word.some((key) => keys.has(key))).length;
    most[from] = Math.max(most[from], covered / telling.length);
  }
  return most;
}

const keysOf = rememberAnyLanguage((sentence) => listTelling(sentence).flat());

/** What each word that tells something can be found by. */
function listTelling(sentence: Sentence): (readonly string[])[] {
  return sentence.words.map(keysOfWord).filter((keys) => keys.length > 0);
}

const keysOfWord = rememberByWord((word): readonly string[] => {
  const parts = gistOfWord(word);
  if (parts.length === 0) return [];
  return [...parts, ...parts.flatMap(listHeads), ...linesOfWord(word).map((line) => `${line}`)];
});

/** Whether a word, part of it or another word for it stands in a sentence of the contact. */
export function isSaidByContact(word: Word, said: SaidIndex): boolean {
  const { places, sentences } = said;
  const found = [
    ...gistOfWord(word).flatMap((part) => placesOfPart(part, said)),
    ...linesOfWord(word).flatMap((line) => places.get(`s${line}`) ?? []),
  ];
  return found.some((at) => sentences[at]!.from === 'contact');
}

function countIn(counts: Uint8Array, found: readonly number[] | undefined): void {
  if (found) for (const at of found) counts[at]! += 1;
}
