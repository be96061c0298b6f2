import { bodyOf, type TextLanguage } from '../engine/checked-text.ts';
import { words } from '../engine/match-words.ts';
import { listAdvice } from '../engine/read-actions.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { isAdvising } from '../engine/read-gist.ts';
import {
  compareWithSaid,
  isSaidByContact,
  type SaidIndex,
  type SharedWith,
} from '../engine/index-said.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import { listAims } from '../engine/read-aims.ts';
import { readRoles } from '../engine/read-roles.ts';
import { stemWord } from '../engine/stem-word.ts';
import { englishReferral } from '../patterns/english-referral.ts';
import { germanReferral } from '../patterns/german-referral.ts';

/** The cues of one sentence, by name; `w:` and a stem for a word. */
export type RepeatCues = ReadonlySet<string>;

const again = words(
  'again once nochmal noch erneut wieder first zunaechst erst zuerst usually often meist oft haeufig',
  'try versuchen versuch probier probieren please bitte help hilft',
);
/** Whoever says how often they tried it. */
const tired = words(
  'schon bereits zweimal dreimal mehrfach mehrmals wieder 2x 3x 4x 5x 10x x mal already twice times again',
  'thrice tried versucht probiert nochmal geht hilft nix nichts nothing still immer',
);
const ruledOut = words('no not nicht kein keine keinen mehr already schon bereits since nachdem');

/** What each sentence shares with what was said lately, and how it is meant. */
export function listRepeatCues(
  acts: readonly SentenceActs[],
  isRuled: readonly boolean[],
  isSent: readonly boolean[],
  language: TextLanguage,
  history: ReadHistory,
): RepeatCues[] {
  const hasI = acts.map(({ sentence }) => sentence.words.some(({ norm }) => isMe(norm)));
  const helped = acts.map((one) => one.isTakeover || one.isCommitment || one.isResult);
  const count = (list: readonly boolean[]) => list.filter(Boolean).length;
  const own = { i: count(hasI), helped: count(helped) };
  const isSending = isSent.includes(true);
  const isTired = history.last
    .flatMap(bodyOf)
    .some(({ words: said }) => said.some(({ norm }) => tired.has(norm)));
  return acts.map((one, index) => {
    const cues = new Set<string>();
    if (isRuled[index]) cues.add('ruled');
    if (isSent[index]) cues.add('sent');
    if (isSending) cues.add('near:sent');
    if (isTired) cues.add('tired');
    for (const { aim, at } of listAims(one.sentence.words, patternsOf[language], 0, 99)) {
      if (aim !== 'place' && aim !== 'channel') continue;
      cues.add(isSaidByContact(one.sentence.words[at]!.norm, history.said) ? 'told' : 'untold');
    }
    if (own.i - (hasI[index] ? 1 : 0) > 0) cues.add('near:i');
    if (own.helped - (helped[index] ? 1 : 0) > 0) cues.add('near:helped');
    if (hasI[index]) cues.add('i');
    if (helped[index]) cues.add('helped');
    if (one.isAsking) cues.add('asking');
    if (one.isInstruction) cues.add('instruction');
    if (one.hasTime) cues.add('time');
    if (acts.length === 1) cues.add('single');
    if (history.ours.length > 0) cues.add('answered_before');
    addMeaning(cues, one, language);
    addRoles(cues, readRoles(one.sentence, patternsOf[language], language));
    addShared(cues, one, history);
    for (const pair of pairs) if (pair.every((cue) => cues.has(cue))) cues.add(pair.join('&'));
    return cues;
  });
}

/** What says more together than one by one. */
const pairs = [
  ['sent', 'told'],
  ['sent', 'tired'],
  ['told', 'tired'],
  ['sent', 'contact:act'],
  ['advising', 'tired'],
  ['advising', 'told'],
  ['advice', 'contact:report'],
  ['advising', 'contact:report'],
  ['sent', 'contact:report'],
] as const;

const patternsOf = { de: germanReferral, en: englishReferral };

/** Which parts the words play, alone and side by side. */
function addRoles(cues: Set<string>, roles: readonly string[]): void {
  for (const [at, one] of roles.entries()) {
    cues.add(`u:${one}`);
    const next = roles[at + 1];
    if (next !== undefined) cues.add(`b:${one}_${next}`);
  }
  if (roles.length > 0) cues.add(`^:${roles[0]}`);
}

function isMe(norm: string): boolean {
  return norm === 'i' || norm === 'ich' || norm === 'mir' || norm === 'me';
}

function addMeaning(cues: Set<string>, { sentence }: SentenceActs, language: TextLanguage): void {
  if (isAdvising(sentence, language)) cues.add('advising');
  const advice = listAdvice(sentence, language);
  if (advice.length > 0) cues.add('advice');
  if (advice.some(({ isStrong }) => isStrong)) cues.add('advice:strong');
  if (sentence.isQuestion) cues.add('question');
  for (const { norm, kind } of sentence.words) {
    if (again.has(norm)) cues.add('again');
    if (ruledOut.has(norm)) cues.add('ruled_out');
    if (norm === 'we' || norm === 'wir') cues.add('we');
    if (kind === 'word' && /^[a-z]{2,}$/.test(norm)) cues.add(`w:${stemWord(norm)}`);
  }
}

const aimedRoles = ['u:place', 'u:chan', 'u:addr', 'u:turn'];
/** From these shares on a cue is given for each: the more is the same, the more of them. */
const GRAM_SHARES = [0.15, 0.25, 0.35, 0.5, 0.65, 0.8] as const;
const MOST_COUNTED = 5;

function addShared(cues: Set<string>, { sentence }: SentenceActs, { said }: ReadHistory): void {
  const shared = compareWithSaid(sentence, said);
  const hasAim = aimedRoles.some((role) => cues.has(role));
  for (const from of ['contact', 'us'] as const) {
    const best = findBest(shared, said, from);
    if (best.act) cues.add(`${from}:act`);
    if (best.isReport) cues.add(`${from}:report`);
    const is = (name: string) => {
      cues.add(`${from}:${name}`);
      if (hasAim) cues.add(`${from}:aimed:${name}`);
      if (cues.has('sent')) cues.add(`${from}:sent:${name}`);
      if (cues.has('advising')) cues.add(`${from}:advising:${name}`);
      if (cues.has('question')) cues.add(`${from}:question:${name}`);
      if (cues.has('i') || cues.has('helped')) cues.add(`${from}:ours:${name}`);
    };
    for (let least = 1; least <= Math.min(best.most, 4); least += 1) is(`${least}`);
    const share = shared.ofParts === 0 ? 0 : best.most / shared.ofParts;
    if (share >= 0.34) is('third');
    if (share >= 0.6) is('most');
    for (let least = 1; least <= Math.min(best.same, MOST_COUNTED); least += 1) is(`same${least}`);
    for (const least of GRAM_SHARES) if (best.grams >= least) is(`like${least}`);
    if (best.act && cues.has('advice')) cues.add(`${from}:advice:act`);
  }
}

interface Best {
  most: number;
  same: number;
  grams: number;
  act: boolean;
  isReport: boolean;
}

/** The sentence of theirs, or of ours, with which most is shared. */
function findBest(shared: SharedWith, { sentences }: SaidIndex, from: 'contact' | 'us'): Best {
  const best: Best = { most: 0, same: 0, grams: 0, act: false, isReport: false };
  let most = 0;
  sentences.forEach((one, at) => {
    if (one.from !== from) return;
    const parts = shared.parts[at]! + shared.acts[at]!;
    const grams = shared.ofGrams === 0 ? 0 : shared.grams[at]! / shared.ofGrams;
    if (shared.acts[at]! > 0) best.act = true;
    best.most = Math.max(best.most, parts);
    best.same = Math.max(best.same, shared.same[at]!);
    best.grams = Math.max(best.grams, grams);
    const all = parts + shared.same[at]! + grams;
    if (all > most) {
      most = all;
      best.isReport = one.isReport;
    }
  });
  return best;
}
