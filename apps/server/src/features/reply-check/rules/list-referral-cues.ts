import { bodyOf, type Sentence, type TextLanguage, type Word } from '../engine/checked-text.ts';
import { findAnySteps, steps, words as setOf } from '../engine/match-words.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { listAims } from '../engine/read-aims.ts';
import { listClauses, readEnglishDoer, readGermanDoer } from '../engine/read-doer.ts';
import { listAdvice } from '../engine/read-actions.ts';
import { readRoles } from '../engine/read-roles.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import { stemWord } from '../engine/stem-word.ts';
import type { ReferralPatterns } from '../patterns/referral-patterns.ts';

/** What the ordered rules said of the sentence: its weight, and whether nobody else helps. */
export interface RuledSentence {
  weight: number;
  isLeftAlone: boolean;
}

/** The cues of one sentence, by name; `w:` and a stem for a word. */
export type Cues = ReadonlySet<string>;

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
function isSpared(cues: ReadonlySet<string>): boolean {
  if (cues.has('sent') || cues.has('nearly') || cues.has('alone')) return false;
  if (cues.has('statutory') || cues.has('freed')) return true;
  if (cues.has('address') || cues.has('must') || cues.has('may')) return false;
  return cues.has('isCommitment') && cues.has('time');
}

/** What can be seen in each sentence, in what surrounds it and in what was asked. */
export function listReferralCues(
  acts: readonly SentenceActs[],
  ruled: readonly RuledSentence[],
  patterns: ReferralPatterns,
  language: TextLanguage,
  history: ReadHistory,
): Cues[] {
  const asked = history.last.flatMap(bodyOf);
  const asksWhere = asked.some(({ words }) => findAnySteps(words, patterns.whereabouts) !== null);
  const asksAnything = asked.some(({ isQuestion }) => isQuestion);
  const told = new Set(asked.flatMap(({ words }) => words.map(({ norm }) => norm)));
  const own = acts.map((one, index) => {
    const cues = listOwn(one, ruled[index]!, patterns, language);
    addRoles(cues, readRoles(one.sentence, patterns, language));
    addTold(cues, one.sentence, patterns, told);
    return cues;
  });
  const count = (name: string) => own.filter((cues) => cues.has(name)).length;
  const counts = new Map(shared.map((name) => [name, count(name)]));
  return own.map((cues) => {
    const all = new Set(cues);
    let helped = false;
    for (const name of shared) {
      if (counts.get(name)! - (cues.has(name) ? 1 : 0) < 1) continue;
      all.add(`near:${name}`);
      if (helping.has(name)) helped = true;
    }
    if (asksWhere) all.add('asked:where');
    if (asksAnything) all.add('asked');
    const isAimed = cues.has('place') || cues.has('channel') || cues.has('address');
    const isOurs = cues.has('i') || cues.has('we');
    if (isAimed && !isOurs) all.add('aimed:not_ours');
    if (isAimed && !isOurs && !helped) all.add('aimed:alone');
    if (isAimed && asksWhere) all.add('aimed:asked');
    if (cues.has('sent') && asksWhere) all.add('sent:asked');
    if (cues.has('sent') && helped) all.add('sent:helped');
    if (acts.length === 1) all.add('single');
    if (acts.length > 4) all.add('long');
    return all;
  });
}

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
];
const helping = new Set(['i', 'isResult', 'isCommitment', 'isTakeover', 'yes']);

function listOwn(
  one: SentenceActs,
  { weight, isLeftAlone }: RuledSentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): Set<string> {
  const { sentence } = one;
  const { words } = sentence;
  const cues = new Set<string>();
  if (weight >= 2) cues.add('sent');
  else if (weight >= 1) cues.add('nearly');
  if (weight <= -1) cues.add('freed');
  if (isLeftAlone) cues.add('alone');
  for (const { aim, at } of listAims(words, patterns, 0, words.length)) {
    cues.add(aim);
    if (at < 5) cues.add(`first:${aim}`);
    const before = words[at - 1]?.norm ?? '';
    const twoBefore = words[at - 2]?.norm ?? '';
    if (patterns.prepositions.has(before) || patterns.prepositions.has(twoBefore)) {
      cues.add(`at:${aim}`);
    }
  }
  for (const name of listed) if (findAnySteps(words, patterns[name])) cues.add(name);
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
  if (isSpared(cues) || findAnySteps(words, carried)) cues.add(SPARED);
  for (const { concept } of listAdvice(sentence, language)) cues.add(`act:${actKind(concept)}`);
  addNouns(cues, words);
  return cues;
}

/** Words of a sentence between which a pair of parts is still looked for. */
const PAIR_REACH = 4;

/** Names of cues by the parts they are made of: a few thousand, made once. */
const runs = new Map<string, Map<string, string>>();

function nameRun(kind: string, one: string, other: string): string {
  const first = `${kind}${one}`;
  let known = runs.get(first);
  if (!known) runs.set(first, (known = new Map()));
  let name = known.get(other);
  if (name === undefined) known.set(other, (name = `${first}_${other}`));
  return name;
}

/** Which parts the words play, alone, side by side, and a little apart. */
function addRoles(cues: Set<string>, roles: readonly string[]): void {
  for (let at = 0; at < roles.length; at += 1) {
    const one = roles[at]!;
    cues.add(`u:${one}`);
    const [next, third] = [roles[at + 1], roles[at + 2]];
    if (next === undefined) continue;
    cues.add(nameRun('b:', one, next));
    if (third !== undefined) cues.add(nameRun('t:', nameRun('', one, next), third));
    const until = Math.min(roles.length, at + 1 + PAIR_REACH);
    for (let other = at + 2; other < until; other += 1) cues.add(nameRun('s:', one, roles[other]!));
  }
  if (roles.length === 0) return;
  cues.add(`^:${roles[0]}`);
  cues.add(`$:${roles.at(-1)}`);
}

/** Whether the contact named the place themselves: then they were there, or were sent there. */
function addTold(
  cues: Set<string>,
  { words }: Sentence,
  patterns: ReferralPatterns,
  told: ReadonlySet<string>,
): void {
  for (const { aim, at } of listAims(words, patterns, 0, words.length)) {
    if (aim !== 'place' && aim !== 'channel') continue;
    cues.add(told.has(words[at]!.norm) ? `told:${aim}` : `untold:${aim}`);
  }
}

function addWords(cues: Set<string>, { words }: Sentence, patterns: ReferralPatterns): void {
  words.forEach(({ norm, kind, isQuoted }, at) => {
    if (isQuoted) return void cues.add('quoted');
    if (kind !== 'word') return void cues.add(kind);
    if (norm === 'i' || norm === 'ich') cues.add('i');
    if (norm === 'we' || norm === 'wir') cues.add('we');
    if (/^(?:nicht|not|kein|keine|keinen|never|no)$/.test(norm)) cues.add('not');
    if (at < 3 && /^(?:yes|no|ja|nein|doch|klar|sure|done|erledigt)$/.test(norm)) cues.add('yes');
    if (patterns.vast.has(norm)) cues.add('vast');
    if (/^[a-z]{2,}$/.test(norm)) cues.add(`w:${stemWord(norm)}`);
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
function addNouns(cues: Set<string>, sentence: readonly Word[]): void {
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
