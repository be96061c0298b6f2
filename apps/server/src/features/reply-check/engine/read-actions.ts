import { isLineOfActs, linesOfWord } from '../deeds/read-likeness.ts';
import { type ActionVerb, actionVerbs, vagueThings } from '../patterns/action-words.ts';
import { functionWords } from '../patterns/function-words.ts';
import type { Sentence, Word } from './checked-text.ts';
import { words } from './match-words.ts';
import { rememberByWord, rememberBySentence } from './memo.ts';
import { readEnglishMood } from './read-english-request.ts';
import { readGermanMood } from './read-german-request.ts';
import { stemOf } from './stem-word.ts';

/** One thing to do: what kind of act, on what. */
export interface Action {
  concept: string;
  isStrong: boolean;
  /** "Also the other one": something else is meant. */
  isElsewhere: boolean;
  things: ReadonlySet<string>;
}

type Forms = (word: Word) => readonly ActionVerb[];

const negations = words('not never nicht nie kein keine keinen noch-nicht without ohne');
const openers = words(
  'should could would can shall soll sollte sollen muss werde will wuerde moechte kann koennte if ' +
    'wenn falls',
);
const done = words(
  'tried versucht probiert ausprobiert did done gemacht already schon bereits did mehrfach mehrmals ' +
    'zweimal dreimal twice times have had habe haben hab after nachdem nach trotz despite tried',
);
const suggesting = words(
  'try tried trying help helps hilft helfen versucht versuchen probiert probieren reicht genuegt ' +
    'loest solves fix fixes empfehlen empfehle recommend suggest bitte please worth durchfuehren ' +
    'perform do mal einmal',
);

/** Words on each side of a verb that can be its object. */
const THINGS_REACH = 8;

const NO_VERBS: readonly ActionVerb[] = [];

function index(formsOf: (verb: ActionVerb) => ReadonlySet<string>): Forms {
  const found = new Map<string, ActionVerb[]>();
  for (const verb of actionVerbs) {
    for (const form of formsOf(verb)) found.set(form, [...(found.get(form) ?? []), verb]);
  }
  return rememberByWord(({ norm }) => found.get(norm) ?? NO_VERBS);
}

const baseForms = index(({ base }) => base);
const pastForms = index(({ past }) => past);

/** What the sentence says was tried: done, not denied, not asked. */
export function listTried(sentence: Sentence): Action[] {
  if (sentence.isQuestion && !hasAny(sentence.words, done)) return [];
  return listVerbs(sentence.words, pastForms)
    .filter(({ at }) => !isDenied(sentence.words, at) && !isOpen(sentence.words, at))
    .map(({ verb, at }) => makeAction(sentence.words, verb, at))
    .concat(listTriedInfinitives(sentence));
}

/** "I tried to restart it", "probiert, den Router neu zu starten", "nach einem Neustart". */
function listTriedInfinitives({ words: said, isQuestion }: Sentence): Action[] {
  if (isQuestion || !hasAny(said, done)) return [];
  return listVerbs(said, baseForms)
    .filter(({ at, verb }) => {
      if (verb.past.has(said[at]!.norm) || isDenied(said, at) || isOpen(said, at)) return false;
      const near = said.slice(Math.max(0, at - 6), at + 5);
      return near.some(({ norm }) => /^(?:tried|versucht|probiert|did|gemacht)$/.test(norm));
    })
    .map(({ verb, at }) => makeAction(said, verb, at));
}

/** The kinds of act a sentence names, in whatever form and mood. */
export function listConcepts({ words: said }: Sentence): Set<string> {
  const verbs = [...listVerbs(said, baseForms), ...listVerbs(said, pastForms)];
  return new Set(verbs.map(({ verb }) => verb.concept));
}

/** What the sentence tells the contact to do. */
export const listAdvice = rememberBySentence((sentence, language): readonly Action[] => {
  const { words: said } = sentence;
  const moodOf = language === 'de' ? readGermanMood : readEnglishMood;
  return listVerbs(said, baseForms)
    .filter(({ at, verb }) => {
      if (said[at]!.isQuoted) return false;
      if (moodOf(said, at) === 'asked') return true;
      return isSuggested(sentence, at, verb);
    })
    .map(({ verb, at }) => makeAction(said, verb, at));
});

/** "A restart often helps", "Have you tried restarting it?" */
function isSuggested({ words: said, isQuestion }: Sentence, at: number, verb: ActionVerb): boolean {
  const { norm } = said[at]!;
  const isName =
    norm.endsWith('ing') || (verb.isStrong && verb.past.has(norm)) || norm.endsWith('ung');
  if (!isName || isDenied(said, at)) return false;
  const near = said.slice(Math.max(0, at - 8), at + 7);
  if (!near.some((one) => suggesting.has(one.norm))) return false;
  const isPast = near.some((one) => /^(?:have|had|did|haben|hatten|hast|schon)$/.test(one.norm));
  return isQuestion || !isPast;
}

function listVerbs(said: readonly Word[], forms: Forms): { verb: ActionVerb; at: number }[] {
  const found: { verb: ActionVerb; at: number }[] = [];
  for (let at = 0; at < said.length; at += 1) {
    for (const verb of forms(said[at]!)) {
      if (!verb.with || isNear(said, at, verb.with)) found.push({ verb, at });
    }
  }
  return found;
}

function isNear(said: readonly Word[], at: number, wanted: ReadonlySet<string>): boolean {
  const until = Math.min(said.length, at + 9);
  for (let i = Math.max(0, at - 7); i < until; i += 1) {
    if (said[i]!.start !== said[at]!.start && wanted.has(said[i]!.norm)) return true;
  }
  return false;
}

function isDenied(said: readonly Word[], at: number): boolean {
  const near = said.slice(Math.max(0, at - 5), at + 3);
  return near.some(({ norm, clause }, i) => {
    if (!negations.has(norm) || clause !== said[at]!.clause) return false;
    return near[i + 1]?.norm !== 'only' && near[i + 1]?.norm !== 'nur';
  });
}

function isOpen(said: readonly Word[], at: number): boolean {
  const clause = said.filter((word) => word.clause === said[at]!.clause);
  return hasAny(clause, openers) && !hasAny(clause, done);
}

function hasAny(said: readonly Word[], wanted: ReadonlySet<string>): boolean {
  return said.some(({ norm }) => wanted.has(norm));
}

function makeAction(said: readonly Word[], verb: ActionVerb, at: number): Action {
  const things = new Set<string>();
  for (
    let i = Math.max(0, at - THINGS_REACH);
    i < Math.min(said.length, at + THINGS_REACH);
    i += 1
  ) {
    const thing = i === at ? null : readThing(said[i]!);
    if (thing !== null) things.add(thing);
  }
  const near = said.slice(Math.max(0, at - 4), at + 6);
  const isElsewhere = near.some(({ norm }) => /^(?:auch|also|other|anderen?|zweiten?)$/.test(norm));
  return {
    concept: verb.concept,
    isStrong: verb.isStrong === true,
    isElsewhere,
    things,
  };
}

const readThing = rememberByWord((word): string | null => {
  const { norm, kind } = word;
  if (kind !== 'word' || norm.length < 3 || vagueThings.has(norm)) return null;
  if (functionWords.de.has(norm) || functionWords.en.has(norm)) return null;
  return baseForms(word).length > 0 || pastForms(word).length > 0 ? null : nameThing(word);
});

/** By its line, as a word or as the head of a compound; else by its stem. */
function nameThing(word: Word): string {
  const line = linesOfWord(word).find((one) => !isLineOfActs(one));
  return line === undefined ? stemOf(word) : `=${line}`;
}

/** Whether two actions are the same one. */
export function isSameAction(one: Action, other: Action): boolean {
  if (one.concept !== other.concept) return false;
  const shared = [...one.things].some((thing) => other.things.has(thing));
  if (shared) return true;
  if (!one.isStrong || one.isElsewhere || other.isElsewhere) return false;
  const isNamed = (action: Action) => [...action.things].some((thing) => thing.startsWith('='));
  return !(isNamed(one) && isNamed(other));
}
