import { rememberBySentence, type Sentence, type TextLanguage, type Word } from './checked-text.ts';
import { listConcepts } from './read-actions.ts';
import { type Gist, isReport, readGist } from './read-gist.ts';
import { linesOfWord, readLikeness } from './read-likeness.ts';

/** Sentences compared with each one of the reply: older ones are rarely what it repeats. */
const RECENT_MAX = 60;
/** Parts of compounds count as the whole: the head of "Flusensieb" is "Sieb". */
const HEAD_MIN_CHARS = 4;
const HEAD_FROM_CHARS = 3;
const HEAD_LAST_CHARS = 12;

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
      for (const tail of listTails(part)) add(`e${tail}`);
    }
    for (const concept of listConcepts(sentence)) add(`a${concept}`);
    for (const one of readLikeness(sentence)) add(`s${one}`);
  });
  const sentences = recent.map(({ from, sentence, message }) => ({
    from,
    isReport: isReport(sentence),
    isQuestion: sentence.isQuestion,
    text: quote(message, sentence),
    telling: listTelling(sentence).map(listKeys),
  }));
  return { sentences, places };
}

/** Counts what a sentence shares with each sentence of the index. */
export function compareWithSaid(sentence: Sentence, { sentences, places }: SaidIndex): SharedWith {
  const count = sentences.length;
  const gist = readGist(sentence);
  const shared: SharedWith = {
    parts: countParts(gist, places, count),
    acts: new Uint8Array(count),
    same: new Uint8Array(count),
    words: countWords(sentence, count, places),
  };
  for (const concept of listConcepts(sentence)) countIn(shared.acts, places.get(`a${concept}`));
  for (const one of readLikeness(sentence)) countIn(shared.same, places.get(`s${one}`));
  return shared;
}

/** Where each telling word of a sentence stands, by its stem, its head or another word for it. */
function countWords(
  sentence: Sentence,
  count: number,
  places: ReadonlyMap<string, readonly number[]>,
): Uint8Array {
  const counts = new Uint8Array(count);
  const seen = new Int16Array(count).fill(-1);
  listTelling(sentence).forEach((telling, index) => {
    markPlaces(telling, places, (at) => {
      if (seen[at] === index) return;
      seen[at] = index;
      counts[at]! += 1;
    });
  });
  return counts;
}

function markPlaces(
  { parts, same }: Telling,
  places: ReadonlyMap<string, readonly number[]>,
  mark: (at: number) => void,
): void {
  const markAll = (key: string) => {
    for (const at of places.get(key) ?? []) mark(at);
  };
  for (const part of parts) {
    markAll(`p${part}`);
    markAll(`e${part}`);
    for (const tail of listTails(part)) markAll(`p${tail}`);
  }
  for (const line of same) markAll(`s${line}`);
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
  language: TextLanguage,
): Record<SaidSentence['from'], number> {
  const most = { contact: 0, us: 0 };
  const keys = new Set(reply.flatMap((one) => keysOf(one, language)));
  for (const { from, telling } of sentences) {
    if (telling.length < COVERED_MIN_WORDS) continue;
    const covered = telling.filter((word) => word.some((key) => keys.has(key))).length;
    most[from] = Math.max(most[from], covered / telling.length);
  }
  return most;
}

const keysOf = rememberBySentence((sentence) => listTelling(sentence).flatMap(listKeys));

function listKeys({ parts, same }: Telling): string[] {
  const tails = [...parts].flatMap(listTails);
  return [...parts, ...tails, ...same.map((line) => `${line}`)];
}

interface Telling {
  parts: Gist;
  same: readonly number[];
}

/** Each word that tells something, with what it can be found by. */
function listTelling(sentence: Sentence): Telling[] {
  return sentence.words.flatMap((word) => {
    const parts = readGist({ words: [word] });
    return parts.size === 0 ? [] : [{ parts, same: linesOfWord(word.norm) }];
  });
}

/** Whether a word, part of it or another word for it stands in a sentence of the contact. */
export function isSaidByContact(word: Word, { sentences, places }: SaidIndex): boolean {
  let isSaid = false;
  const telling = { parts: readGist({ words: [word] }), same: linesOfWord(word.norm) };
  markPlaces(telling, places, (at) => {
    if (sentences[at]!.from === 'contact') isSaid = true;
  });
  return isSaid;
}

function countIn(counts: Uint8Array, found: readonly number[] | undefined): void {
  if (found) for (const at of found) counts[at]! += 1;
}

function countParts(
  gist: Gist,
  places: ReadonlyMap<string, readonly number[]>,
  count: number,
): Uint8Array {
  const counts = new Uint8Array(count);
  const seenBy = new Int16Array(count).fill(-1);
  let index = 0;
  for (const part of gist) {
    const mark = (found: readonly number[] | undefined) => {
      if (!found) return;
      for (const at of found) {
        if (seenBy[at] === index) continue;
        seenBy[at] = index;
        counts[at]! += 1;
      }
    };
    mark(places.get(`p${part}`));
    mark(places.get(`e${part}`));
    for (const tail of listTails(part)) mark(places.get(`p${tail}`));
    index += 1;
  }
  return counts;
}

function listTails(part: string): string[] {
  const tails: string[] = [];
  const last = Math.min(HEAD_LAST_CHARS, part.length - HEAD_MIN_CHARS);
  for (let at = HEAD_FROM_CHARS; at <= last; at += 1) tails.push(part.slice(at));
  return tails;
}
