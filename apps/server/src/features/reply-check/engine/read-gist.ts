import { linesOf } from '../deeds/read-likeness.ts';
import { vagueThings } from '../patterns/action-words.ts';
import { functionWords } from '../patterns/function-words.ts';
import { englishActs } from '../patterns/english-acts.ts';
import { germanActs } from '../patterns/german-acts.ts';
import type { Sentence, Word } from './checked-text.ts';
import { findAnySteps, steps, words } from './match-words.ts';
import { listAdvice } from './read-actions.ts';
import { listClauses, readEnglishDoer, readGermanDoer } from './read-doer.ts';
import { rememberAnyLanguage, rememberBySentence, rememberByWord } from './memo.ts';
import { stemOf } from './stem-word.ts';

/** What a sentence is about, by rough stems and shared names; the same in both languages. */
export type Gist = ReadonlySet<string>;

/** A state or an act of the past, said by whoever did it. */
const reporting = words(
  'habe hab haben hatte hatten bin war waren schon bereits already have had did done tried twice was',
  'raus drin aus weg auf out off back removed yes ja probiert versucht gemacht zweimal dreimal wieder',
  'steht stehen sind ist is now jetzt now seit',
);
const imperative = words(
  'try make please bitte probieren probier versuchen versuch achten achte magst',
);

/** The same step, but on something else this time. */
const elsewhere = [
  steps('0|nun jetzt diesmal gleich', '3|auch mit ebenfalls'),
  steps('0|instead stattdessen diesmal'),
  steps('0|this', '1|time'),
  steps('0|the', '1|other'),
  steps('0|now', '2|also too'),
];
const impersonal = [
  steps('0|ist sind waere', '9|einzureichen vorzulegen nachzureichen anzugeben'),
  steps('0|hilft lohnt genuegt reicht', '16|zu abzuwischen auszuschalten neu aufzuladen'),
  steps('0|it', '1|helps', '2|to'),
  steps('0|to', '5|simply just'),
];

/** The stems and names of one word: none for words that tell nothing. */
export const gistOfWord = rememberByWord((word): readonly string[] => {
  const { norm, kind } = word;
  if (kind === 'number') return [norm];
  const gist = linesOf(norm).map((line) => `=${line}`);
  if (gist.length > 0 || kind !== 'word' || norm.length < 4 || vagueThings.has(norm)) return gist;
  if (functionWords.de.has(norm) || functionWords.en.has(norm)) return gist;
  if (germanActs.soothing.has(norm) || englishActs.soothing.has(norm)) return gist;
  return [stemOf(word)];
});

/** The stems and names of one sentence. */
export const readGist = rememberAnyLanguage(({ words: said }: Sentence): Gist => {
  const gist = new Set<string>();
  for (const word of said) for (const part of gistOfWord(word)) gist.add(part);
  return gist;
});

/** Whether a sentence of the contact tells what they did, or how it stands now. */
export function isReport({ words: said, isQuestion }: Sentence): boolean {
  if (isQuestion) return false;
  return (
    listClauses(said).some(({ from, to }) => {
      const clause = said.slice(from, to);
      const isSaid = clause.some(({ norm }) => reporting.has(norm));
      return isSaid && !clause.some(({ norm }) => /^(?:nicht|not|never|nie)$/.test(norm));
    }) && !said.some(({ norm }) => /^(?:weil|because|angst)$/.test(norm))
  );
}

/** Whether a sentence of ours tells the contact what to do. */
export const isAdvising = rememberBySentence((sentence, language): boolean => {
  const { words: said, isQuestion } = sentence;
  if (findAnySteps(sentence, elsewhere)) return false;
  if (said.some(({ norm }) => imperative.has(norm))) return true;
  if (findAnySteps(sentence, impersonal)) return true;
  const readDoer = language === 'de' ? readGermanDoer : readEnglishDoer;
  if (listClauses(said).some((clause) => readDoer(said, clause) !== null)) return true;
  if (isQuestion) return said.some(({ norm }) => /^(?:hast|haben|have|did)$/.test(norm));
  if (said.some(({ norm }) => /^(?:you|du|sie)$/.test(norm)) && isPast(said)) return false;
  if (listAdvice(sentence, language).length > 0) return true;
  const first = said[0]?.norm ?? '';
  return /^(?:wechsl|stell|setz|lad|oeffn|waehl|entfern|reinig|deinstallier|schalt|drueck)/.test(
    first,
  );
});

/** "That is what you wrote": tells the contact nothing to do. */
function isPast(said: readonly Word[]): boolean {
  return said.some(({ norm }) => /^(?:were|hattest|hatten|wrote|geschrieben)$/.test(norm));
}

/** Parts of which the places are remembered for one list of gists. */
const PLACES_MAX = 5_000;
const placesOf = new WeakMap<readonly Gist[], Map<string, readonly number[]>>();

/** The numbers of the gists that a part stands in, or is a compound of, or the other way round. */
function findPlaces(part: string, gists: readonly Gist[]): readonly number[] {
  let known = placesOf.get(gists);
  if (!known) placesOf.set(gists, (known = new Map()));
  let places = known.get(part);
  if (places) return places;
  const met = (gist: Gist) => gist.has(part) || (part.length >= 5 && hasCompound(gist, part));
  places = [...gists.keys()].filter((at) => met(gists[at]!));
  if (known.size >= PLACES_MAX) known.clear();
  known.set(part, places);
  return places;
}

/** The most that a gist shares with one of others; what the whole matter is about counts half. */
export function weighMostShared(gist: Gist, others: readonly Gist[], topic: Gist): number {
  const weights = new Float64Array(others.length);
  for (const part of gist) {
    for (const at of findPlaces(part, others)) weights[at]! += topic.has(part) ? 0.5 : 1;
  }
  return weights.reduce((most, one) => Math.max(most, one), 0);
}

function hasCompound(gist: Gist, part: string): boolean {
  for (const one of gist) {
    if (one.length >= 5 && (one.endsWith(part) || part.endsWith(one))) return true;
  }
  return false;
}
