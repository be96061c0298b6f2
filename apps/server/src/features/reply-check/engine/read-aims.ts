import type { Aim, ReferralPatterns } from '../patterns/referral-patterns.ts';
import type { Sentence, Word } from './checked-text.ts';
import { rememberAnyLanguage, rememberByWord } from './memo.ts';

interface AimReader {
  ofWord: (word: Word) => Aim | null;
  ofSentence: (sentence: Sentence) => AimHit[];
}

const readers = new WeakMap<ReferralPatterns, AimReader>();

function readerOf(patterns: ReferralPatterns): AimReader {
  let reader = readers.get(patterns);
  if (reader) return reader;
  const ofWord = rememberByWord((word) => readWord(word, patterns));
  reader = { ofWord, ofSentence: rememberAnyLanguage((sentence) => readAims(sentence, ofWord)) };
  readers.set(patterns, reader);
  return reader;
}

/** What a word can be as the aim of a request; null for most words. */
export function aimOf(word: Word, patterns: ReferralPatterns): Aim | null {
  return readerOf(patterns).ofWord(word);
}

function readWord(word: Word, patterns: ReferralPatterns): Aim | null {
  if (patterns.safe.has(word.norm)) return 'safe';
  if (word.kind === 'phone' && /^(?:1?1[02]|999|911|116117)$/.test(word.norm)) return 'safe';
  if (word.kind !== 'word') return word.kind === 'number' ? null : 'address';
  return readAim(word.norm, patterns);
}

function readAim(norm: string, patterns: ReferralPatterns): Aim | null {
  if (patterns.noAim.has(norm)) return null;
  if (patterns.you.has(norm)) return 'you';
  if (patterns.us.has(norm)) return 'us';
  if (patterns.them.has(norm)) return 'them';
  if (patterns.places.has(norm)) return 'place';
  if (patterns.channels.has(norm)) return 'channel';
  const endsSo = (ending: string) => norm.endsWith(ending);
  if (patterns.placeEndings.some(endsSo)) return 'place';
  return patterns.channelEndings.some(endsSo) ? 'channel' : null;
}

/** An aim with the place of its word. */
export interface AimHit {
  aim: Aim;
  at: number;
}

const STRENGTH: Record<Aim, number> = {
  safe: 9,
  address: 6,
  place: 5,
  channel: 5,
  them: 3,
  us: 2,
  you: 1,
};

/** The aims from `from` to `until`, quoted words left out. */
export function listAims(
  sentence: Sentence,
  patterns: ReferralPatterns,
  from = 0,
  until = sentence.words.length,
): AimHit[] {
  const all = readerOf(patterns).ofSentence(sentence);
  if (all.length === 0 || (from <= 0 && until >= sentence.words.length)) return all;
  return all.filter(({ at }) => at >= from && at < until);
}

function readAims({ words }: Sentence, aimOfWord: AimReader['ofWord']): AimHit[] {
  const found: AimHit[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    // Who is spoken to stands first: "@lena we are on it".
    if (word.isQuoted || (word.kind === 'handle' && at === 0)) continue;
    const aim = aimOfWord(word);
    if (aim) found.push({ aim, at });
  }
  return found;
}

/** The aim that decides: doctor and emergency call before all, then the most definite. */
export function strongestAim(aims: readonly AimHit[]): AimHit | null {
  return aims.reduce<AimHit | null>(
    (best, one) => (best === null || STRENGTH[one.aim] > STRENGTH[best.aim] ? one : best),
    null,
  );
}
