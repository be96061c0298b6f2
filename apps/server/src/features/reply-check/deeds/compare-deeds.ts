import type { Sentence } from '../engine/checked-text.ts';
import { type Memo, rememberAnyLanguage } from '../engine/memo.ts';
import type { SaidWords } from '../engine/index-said.ts';
import { type DeedWord, listDeedWords, listSaidDeeds, type SaidDeed } from './said-deeds.ts';

/** Who said it, and how it is meant: the contact did it or tells how it stands, we advised it. */
type Side = 'contact:done' | 'contact:state' | 'contact:other' | 'us:advice' | 'us:other';

interface IndexedDeed {
  side: Side;
  words: SaidDeed['words'];
}

/** The deeds of the newest sentences, by what their words can be met with. */
export interface DeedIndex {
  deeds: readonly IndexedDeed[];
  /** For each key the words that it meets: number of deed times `WORDS_MAX`, plus the word's. */
  places: ReadonlyMap<string, readonly number[]>;
  /** Keys that the contact uses without having done anything: what the matter is about. */
  topic: ReadonlySet<string>;
  /** What words and sentences share with it, once it was looked up. */
  ofWord: Map<DeedWord, MetPlaces>;
  ofSentence: Map<Memo, Known>;
}

/** Words of one deed; clauses are shorter. */
const WORDS_MAX = 64;

/** Makes the index of what was done and advised. */
export function indexDeeds(said: readonly SaidWords[]): DeedIndex {
  const deeds: IndexedDeed[] = [];
  const places = new Map<string, number[]>();
  const topic = new Set<string>();
  for (const { from, sentence, isAdvice } of said) {
    for (const { kind, words } of listSaidDeeds(sentence)) {
      const side =
        from === 'contact' ? (`contact:${kind}` as const) : isAdvice ? 'us:advice' : 'us:other';
      const first = deeds.length * WORDS_MAX;
      deeds.push({ side, words });
      words.slice(0, WORDS_MAX).forEach(({ keys }, index) => {
        for (const key of keys) {
          const known = places.get(key);
          if (known) known.push(first + index);
          else places.set(key, [first + index]);
          if (side === 'contact:other' && !key.startsWith('-')) topic.add(key);
        }
      });
    }
  }
  return { deeds, places, topic, ofWord: new Map(), ofSentence: new Map() };
}

/** How much of one deed a sentence says again. */
export interface SharedDeed {
  side: Side;
  /** Words of it, and how many of them are met. */
  of: number;
  met: number;
  acts: number;
  things: number;
  /** Met by words that are not what the matter is about. */
  fresh: number;
}

const readDeedWords = rememberAnyLanguage((sentence: Sentence) => listDeedWords(sentence.words));

/** What of the deeds of a conversation a sentence says again. */
export interface SharedDeeds {
  /** The deed that is met best, on each side. */
  best: ReadonlyMap<Side, SharedDeed>;
  /** "Ask them": the things are those of the sentence before. */
  isBorrowing: boolean;
}

interface Known {
  before: Memo | null;
  shared: SharedDeeds;
}

/** Sentences and words of which it is remembered what they share with one conversation. */
const KNOWN_MAX = 5_000;

/** Compares a sentence, and what it borrows of the one before, with what was done and advised. */
export function findSharedDeeds(
  sentence: Sentence,
  before: Sentence | null,
  index: DeedIndex,
): SharedDeeds {
  const { ofSentence } = index;
  const last = ofSentence.get(sentence.same);
  const key = before?.same ?? null;
  if (last && last.before === key) return last.shared;
  const shared = compareDeeds(sentence, before, index);
  if (ofSentence.size >= KNOWN_MAX) ofSentence.clear();
  ofSentence.set(sentence.same, { before: key, shared });
  return shared;
}

/** Where a word of a deed is met, and whether it is more than what the matter is about. */
interface MetPlaces {
  isFresh: boolean;
  places: readonly number[];
}

function findPlaces(word: DeedWord, index: DeedIndex): MetPlaces {
  const known = index.ofWord.get(word);
  if (known) return known;
  const found = new Set<number>();
  const mark = (key: string) => {
    for (const place of index.places.get(key) ?? []) found.add(place);
  };
  for (const key of word.keys) {
    mark(key);
    if (key.startsWith('-')) mark(key.slice(1));
    else if (!key.startsWith('#')) mark(`-${key}`);
  }
  const met = {
    isFresh: !word.keys.some((key) => index.topic.has(key)),
    places: [...found],
  };
  if (index.ofWord.size >= KNOWN_MAX) index.ofWord.clear();
  index.ofWord.set(word, met);
  return met;
}

const NOTHING: ReadonlyMap<Side, SharedDeed> = new Map();

function compareDeeds(sentence: Sentence, before: Sentence | null, index: DeedIndex): SharedDeeds {
  const own = readDeedWords(sentence);
  const isBorrowing = before !== null && own.length > 0 && own.every(({ isAct }) => isAct);
  const all: readonly DeedWord[] = isBorrowing
    ? [...own, ...readDeedWords(before).filter(({ isAct }) => !isAct)]
    : own;
  const met = new Map<number, boolean>();
  for (const word of all) {
    const { isFresh, places } = findPlaces(word, index);
    for (const place of places) met.set(place, isFresh || met.get(place) === true);
  }
  if (met.size === 0) return { best: NOTHING, isBorrowing };
  return { best: chooseBest(countShared(met, index.deeds)), isBorrowing };
}

function countShared(
  met: ReadonlyMap<number, boolean>,
  deeds: readonly IndexedDeed[],
): Iterable<SharedDeed> {
  const shared = new Map<number, SharedDeed>();
  for (const [place, isFresh] of met) {
    const number = Math.floor(place / WORDS_MAX);
    const { side, words } = deeds[number]!;
    let one = shared.get(number);
    if (!one) {
      one = { side, of: words.length, met: 0, acts: 0, things: 0, fresh: 0 };
      shared.set(number, one);
    }
    one.met += 1;
    if (isFresh) one.fresh += 1;
    if (words[place % WORDS_MAX]!.isAct) one.acts += 1;
    else one.things += 1;
  }
  return shared.values();
}

function chooseBest(shared: Iterable<SharedDeed>): Map<Side, SharedDeed> {
  const best = new Map<Side, SharedDeed>();
  for (const one of shared) {
    const other = best.get(one.side);
    if (!other || worth(one) > worth(other)) best.set(one.side, one);
  }
  return best;
}

/** How much it says that so much of a deed is met. */
export function worth({ of, met, acts, things, fresh }: SharedDeed): number {
  return met + met / of + fresh * 0.5 + (acts > 0 && things > 0 ? 1.5 : 0);
}
