import { bodyOf, type Sentence, type TextLanguage, type Word } from '../engine/checked-text.ts';
import { rememberBySentence } from '../engine/memo.ts';
import { findAnySteps, steps, words as setOf } from '../engine/match-words.ts';
import { readSentenceActs, type SentenceActs } from '../engine/read-acts.ts';
import { listAims } from '../engine/read-aims.ts';
import { listClauses, readEnglishDoer, readGermanDoer } from '../engine/read-doer.ts';
import { listAdvice } from '../engine/read-actions.ts';
import { type Cues, CueSet, hasNumber } from './cue-set.ts';
import { numberOfCue, numberOfWord, numberRuns, UNWEIGHED } from './number-cues.ts';
import { readRoles, roleName } from './read-roles.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import { englishReferral } from '../patterns/english-referral.ts';
import { germanReferral } from '../patterns/german-referral.ts';
import type { ReferralPatterns } from '../patterns/referral-patterns.ts';

/** What the ordered rules said of the sentence: its weight, and whether nobody else helps. */
export interface RuledSentence {
  weight: number;
  isLeftAlone: boolean;
}

const listed = [
  'disclaimers',
  'responsibles',
  'pointers',
  'passives',
  'exclusive',
  'optional',
  'conditional',
  'statutory',
  'arranged',
] as const;
const acted = ['isResult', 'isCommitment', 'isTakeover', 'isInstruction', 'isAsking'] as const;

/** Somebody told us, or comes back to the contact. */
const carried = [
  steps('0|hat haben', '1|uns mir'),
  steps('0|meldet melden', '2|sich', '8|ihnen dir euch'),
  steps('0|told confirmed assured promised', '1|us me'),
];

/** With this cue no other counts. */
export const SPARED = 'spared';

/** A duty of law, an offer beside what was done, or somebody of ours who acts by a day. */
function isSpared(own: CueSet, around: CueSet): boolean {
  if (own.has('carried')) return true;
  if (around.has('sent') || around.has('nearly') || around.has('alone')) return false;
  if (own.has('statutory') || around.has('freed')) return true;
  if (own.has('address') || own.has('must') || own.has('may')) return false;
  return own.has('isCommitment') && own.has('time');
}

/** What can be seen in each sentence, in what surrounds it and in what was asked. */
export function listReferralCues(
  acts: readonly SentenceActs[],
  ruled: readonly RuledSentence[],
  patterns: ReferralPatterns,
  language: TextLanguage,
  history: ReadHistory,
  readSentence: (sentence: Sentence, language: TextLanguage) => CueSet = readOwn,
): Cues[] {
  const asked = history.last.flatMap(bodyOf);
  const asksWhere = asked.some((one) => findAnySteps(one, patterns.whereabouts) !== null);
  const asksAnything = asked.some(({ isQuestion }) => isQuestion);
  const told = new Set(asked.flatMap(({ words }) => words.map(({ norm }) => norm)));
  const all = acts.map((one, index): Cues => {
    const around = listRuled(ruled[index]!);
    addTold(around, one.sentence, patterns, told);
    return { own: readSentence(one.sentence, language), around };
  });
  const counts = shared.map((one) => all.filter((cues) => hasNumber(cues, one.number)).length);
  for (const cues of all) {
    const { own, around } = cues;
    let helped = false;
    for (const [index, count] of counts.entries()) {
      const one = shared[index]!;
      if (count === 0 || (count === 1 && hasNumber(cues, one.number))) continue;
      around.addNumber(one.near);
      if (one.isHelping) helped = true;
    }
    if (asksWhere) around.add('asked:where');
    if (asksAnything) around.add('asked');
    const isAimed = own.has('place') || own.has('channel') || own.has('address');
    const isOurs = own.has('i') || own.has('we');
    if (isAimed && !isOurs) around.add('aimed:not_ours');
    if (isAimed && !isOurs && !helped) around.add('aimed:alone');
    if (isAimed && asksWhere) around.add('aimed:asked');
    if (around.has('sent') && asksWhere) around.add('sent:asked');
    if (around.has('sent') && helped) around.add('sent:helped');
    if (acts.length === 1) around.add('single');
    if (acts.length > 4) around.add('long');
    if (isSpared(own, around)) around.add(SPARED);
  }
  return all;
}

function listRuled({ weight, isLeftAlone }: RuledSentence): CueSet {
  const cues = new CueSet();
  if (weight >= 2) cues.add('sent');
  else if (weight >= 1) cues.add('nearly');
  if (weight <= -1) cues.add('freed');
  if (isLeftAlone) cues.add('alone');
  return cues;
}

const helping = new Set(['i', 'isResult', 'isCommitment', 'isTakeover', 'yes']);
/** What the other sentences of a reply show. */
const shared = [
  'u:title',
  'u:done',
  'u:name',
  'u:soon',
  'b:i_have',
  'b:we_have',
  'i',
  'we',
  'sent',
  'place',
  'channel',
  'address',
  'number',
  'time',
  'must',
  'question',
  'yes',
  'isResult',
  'isCommitment',
  'isTakeover',
  'isInstruction',
  'disclaimers',
].map((name) => ({
  number: numberOfCue(name),
  near: numberOfCue(`near:${name}`),
  isHelping: helping.has(name),
}));

const readOwn = rememberBySentence((sentence, language) =>
  listOwnCues(sentence, language, language === 'de' ? germanReferral : englishReferral),
);

/** What can be seen in a sentence itself, by the words of these patterns. */
export function listOwnCues(
  sentence: Sentence,
  language: TextLanguage,
  patterns: ReferralPatterns,
): CueSet {
  const { words } = sentence;
  const one = readSentenceActs(sentence, language);
  const cues = new CueSet();
  for (const { aim, at } of listAims(sentence, patterns)) {
    cues.add(aim);
    if (at < 5) cues.add(`first:${aim}`);
    const before = words[at - 1]?.norm ?? '';
    const twoBefore = words[at - 2]?.norm ?? '';
    if (patterns.prepositions.has(before) || patterns.prepositions.has(twoBefore)) {
      cues.add(`at:${aim}`);
    }
  }
  for (const name of listed) if (findAnySteps(sentence, patterns[name])) cues.add(name);
  for (const name of acted) if (one[name]) cues.add(name);
  if (one.hasTime) cues.add('time');
  if (sentence.isQuestion) cues.add('question');
  addWords(cues, sentence, patterns);
  const readDoer = language === 'de' ? readGermanDoer : readEnglishDoer;
  for (const clause of listClauses(words)) {
    const doer = readDoer(words, clause);
    if (doer) cues.add(doer);
  }
  if (words.length < 7) cues.add('short');
  if (findAnySteps(sentence, carried)) cues.add('carried');
  for (const { concept } of listAdvice(sentence, language)) cues.add(`act:${actKind(concept)}`);
  addNouns(cues, words);
  addRoles(cues, readRoles(sentence, patterns, language));
  return cues;
}

/** Words of a sentence between which a pair of parts is still looked for. */
const PAIR_REACH = 4;
const single = numberRuns('u:', roleName);
const first = numberRuns('^:', roleName);
const last = numberRuns('$:', roleName);
const besides = numberRuns('b:', roleName);
const apart = numberRuns('s:', roleName);
const threes = numberRuns('t:', roleName);

/** Which parts the words play, alone, side by side, and a little apart. */
function addRoles(cues: CueSet, roles: readonly number[]): void {
  for (let at = 0; at < roles.length; at += 1) {
    const one = roles[at]!;
    cues.addNumber(single(one));
    const [next, third] = [roles[at + 1], roles[at + 2]];
    if (next === undefined) continue;
    cues.addNumber(besides(one, next));
    if (third !== undefined) cues.addNumber(threes(one, next, third));
    const until = Math.min(roles.length, at + 1 + PAIR_REACH);
    for (let other = at + 2; other < until; other += 1) cues.addNumber(apart(one, roles[other]));
  }
  if (roles.length === 0) return;
  cues.addNumber(first(roles[0]!));
  cues.addNumber(last(roles.at(-1)!));
}

/** Whether the contact named the place themselves: then they were there, or were sent there. */
function addTold(
  cues: CueSet,
  sentence: Sentence,
  patterns: ReferralPatterns,
  told: ReadonlySet<string>,
): void {
  for (const { aim, at } of listAims(sentence, patterns)) {
    if (aim !== 'place' && aim !== 'channel') continue;
    cues.add(told.has(sentence.words[at]!.norm) ? `told:${aim}` : `untold:${aim}`);
  }
}

function addWords(cues: CueSet, { words }: Sentence, patterns: ReferralPatterns): void {
  words.forEach((word, at) => {
    const { norm, kind, isQuoted } = word;
    if (isQuoted) return cues.add('quoted');
    if (kind !== 'word') return cues.add(kind);
    if (norm === 'i' || norm === 'ich') cues.add('i');
    if (norm === 'we' || norm === 'wir') cues.add('we');
    if (/^(?:nicht|not|kein|keine|keinen|never|no)$/.test(norm)) cues.add('not');
    if (at < 3 && /^(?:yes|no|ja|nein|doch|klar|sure|done|erledigt)$/.test(norm)) cues.add('yes');
    if (patterns.vast.has(norm)) cues.add('vast');
    if (numberOfWord(word) !== UNWEIGHED) cues.addNumber(numberOfWord(word));
  });
}

/** Acts by which one turns to somebody or hands something in; all others are done on the spot. */
function actKind(concept: string): string {
  if (/^(?:call|write|turn_to)$/.test(concept)) return 'turn';
  return /^(?:fill|send|check|use|wait)$/.test(concept) ? concept : 'device';
}

const possessives = ['unser', 'ihr', 'dein'].flatMap((one) =>
  ['', 'e', 'em', 'en', 'er', 'es'].map((ending) => one + ending),
);
const articles = setOf(
  'der die das dem den ein eine einem einen einer jede jedem jeden jeder the our your any a an',
  possessives.join(' '),
);
const toward = setOf('an bei beim mit zum zur ans with to at through via ueber from by in im ins');
const determiners = setOf('the your our any a an');
const routes = setOf('with to at through via by from');

/** Nouns by their place: whom one goes to with something, and who does what the sentence says. */
function addNouns(cues: CueSet, sentence: readonly Word[]): void {
  sentence.forEach((word, at) => {
    if (word.kind !== 'word' || articles.has(word.norm) || toward.has(word.norm)) return;
    const one = sentence[at - 1]?.norm ?? '';
    const two = sentence[at - 2]?.norm ?? '';
    const isNamed = word.isUpper && at > 0;
    if (isNamed && (toward.has(one) || (articles.has(one) && toward.has(two)))) {
      cues.add(`named:${articles.has(one) ? two : one}`);
    }
    if (determiners.has(one) && routes.has(two)) {
      cues.add(`noun:${two}`);
    }
    if (at === 1 && articles.has(one)) cues.add(`subject:${one.slice(0, 3)}`);
    if (isNamed && one === 'dem') cues.add('dative');
  });
}
