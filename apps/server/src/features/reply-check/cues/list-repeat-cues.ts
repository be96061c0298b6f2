import { bodyOf, type Sentence, type TextLanguage } from '../engine/checked-text.ts';
import { type Memo, rememberBySentence } from '../engine/memo.ts';
import { words } from '../engine/match-words.ts';
import { listAdvice } from '../engine/read-actions.ts';
import { readSentenceActs, type SentenceActs } from '../engine/read-acts.ts';
import { isAdvising } from '../engine/read-gist.ts';
import {
  compareWithSaid,
  coverSaid,
  isSaidByContact,
  type SaidIndex,
  type SharedWith,
} from '../engine/index-said.ts';
import { findSharedDeeds, worth } from '../deeds/compare-deeds.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import { listAims } from '../engine/read-aims.ts';
import { readRoles, roleName } from './read-roles.ts';
import { type Cues, CueSet, hasNumber } from './cue-set.ts';
import { numberOfCue, numberOfWord, numberPrefixed, numberRuns, UNWEIGHED } from './number-cues.ts';
import { offering, usual } from '../patterns/deed-moods.ts';
import { englishReferral } from '../patterns/english-referral.ts';
import { germanReferral } from '../patterns/german-referral.ts';

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
): Cues[] {
  const owns = acts.map(({ sentence }) => readOwn(sentence, language));
  const count = (name: string) => owns.filter((own) => own.has(name)).length;
  const mine = { i: count('i'), helped: count('helped') };
  const isSending = isSent.includes(true);
  const isTired = history.last
    .flatMap(bodyOf)
    .some(({ words: said }) => said.some(({ norm }) => tired.has(norm)));
  const saidAgain = listAgain(acts, history);
  return acts.map(({ sentence }, index) => {
    const own = owns[index]!;
    const around = new CueSet();
    if (isRuled[index]) around.add('ruled');
    if (isSent[index]) around.add('sent');
    if (isSending) around.add('near:sent');
    if (isTired) around.add('tired');
    if (mine.i - (own.has('i') ? 1 : 0) > 0) around.add('near:i');
    if (mine.helped - (own.has('helped') ? 1 : 0) > 0) around.add('near:helped');
    if (acts.length === 1) around.add('single');
    if (history.ours.length > 0) around.add('answered_before');
    const before = acts[index - 1]?.sentence ?? null;
    const shared = readShared({ sentence, before, isSent: isSent[index]! }, history, language);
    for (const cue of saidAgain) {
      around.add(cue);
      if (own.has('advising')) around.add(`advising:${cue}`);
    }
    const cues = { own, around, shared };
    for (const [one, other, both] of pairs) {
      if (hasNumber(cues, one!) && hasNumber(cues, other!)) around.addNumber(both!);
    }
    return cues;
  });
}

/** A sentence where it stands: "ask them" means whom the one before names. */
interface Placed {
  sentence: Sentence;
  before: Sentence | null;
  isSent: boolean;
}

interface KnownShared {
  before: Memo | null;
  isSent: boolean;
  cues: CueSet;
}

/** The same for a sentence that stands there again while somebody types. */
const knownShared = new WeakMap<ReadHistory, Map<Memo, KnownShared>>();
const SHARED_MAX = 5_000;

function readShared(placed: Placed, history: ReadHistory, language: TextLanguage): CueSet {
  const { sentence, isSent } = placed;
  let known = knownShared.get(history);
  if (!known) knownShared.set(history, (known = new Map()));
  const last = known.get(sentence.same);
  const before = placed.before?.same ?? null;
  if (last && last.before === before && last.isSent === isSent) return last.cues;
  const cues = new CueSet();
  const own = readOwn(sentence, language);
  addShared(cues, own, isSent, readBest(sentence, history, language));
  addDeeds(cues, own, placed, history);
  if (known.size >= SHARED_MAX) known.clear();
  known.set(sentence.same, { before, isSent, cues });
  return cues;
}

/** Longer letters hold something of everything. */
const COVERING_MAX_SENTENCES = 12;
const COVERED_SHARES = [0.3, 0.45, 0.6, 0.8] as const;

/** How much of one sentence that was said the reply as a whole says again. */
function listAgain(acts: readonly SentenceActs[], history: ReadHistory): string[] {
  if (acts.length > COVERING_MAX_SENTENCES) return [];
  const covered = coverSaid(
    acts.map(({ sentence }) => sentence),
    history.said,
  );
  return (['contact', 'us'] as const).flatMap((from) =>
    COVERED_SHARES.filter((least) => covered[from] >= least).map((least) => `${from}:all${least}`),
  );
}

const readOwn = rememberBySentence(listOwn);

/** What can be seen in the sentence itself. */
function listOwn(sentence: Sentence, language: TextLanguage): CueSet {
  const one = readSentenceActs(sentence, language);
  const cues = new CueSet();
  if (sentence.words.some(({ norm }) => isMe(norm))) cues.add('i');
  if (one.isTakeover || one.isCommitment || one.isResult) cues.add('helped');
  if (one.isAsking) cues.add('asking');
  if (one.isInstruction) cues.add('instruction');
  if (one.hasTime) cues.add('time');
  addMeaning(cues, sentence, language);
  addRoles(cues, readRoles(sentence, patternsOf[language], language));
  return cues;
}

/** What says more together than one by one. */
const pairs = (
  [
    ['sent', 'told'],
    ['sent', 'tired'],
    ['told', 'tired'],
    ['sent', 'contact:act'],
    ['advising', 'tired'],
    ['advising', 'told'],
    ['advice', 'contact:report'],
    ['advising', 'contact:report'],
    ['sent', 'contact:report'],
  ] as const
).map(([one, other]) => [one, other, `${one}&${other}`].map(numberOfCue));

const patternsOf = { de: germanReferral, en: englishReferral };

const single = numberRuns('u:', roleName);
const first = numberRuns('^:', roleName);
const besides = numberRuns('b:', roleName);

/** Which parts the words play, alone and side by side. */
function addRoles(cues: CueSet, roles: readonly number[]): void {
  for (const [at, one] of roles.entries()) {
    cues.addNumber(single(one));
    const next = roles[at + 1];
    if (next !== undefined) cues.addNumber(besides(one, next));
  }
  if (roles.length > 0) cues.addNumber(first(roles[0]!));
}

function isMe(norm: string): boolean {
  return norm === 'i' || norm === 'ich' || norm === 'mir' || norm === 'me';
}

function addMeaning(cues: CueSet, sentence: Sentence, language: TextLanguage): void {
  if (isAdvising(sentence, language)) cues.add('advising');
  const advice = listAdvice(sentence, language);
  if (advice.length > 0) cues.add('advice');
  if (advice.some(({ isStrong }) => isStrong)) cues.add('advice:strong');
  if (sentence.isQuestion) cues.add('question');
  for (const word of sentence.words) {
    const { norm } = word;
    if (again.has(norm)) cues.add('again');
    if (usual.has(norm)) cues.add('usual');
    if (offering.has(norm)) cues.add('offering');
    if (ruledOut.has(norm)) cues.add('ruled_out');
    if (norm === 'we' || norm === 'wir') cues.add('we');
    if (numberOfWord(word) !== UNWEIGHED) cues.addNumber(numberOfWord(word));
  }
}

const modes = ['sent', 'urge', 'tell'] as const;
const sides = ['contact:done', 'contact:state', 'contact:other', 'us:advice', 'us:other'] as const;

/** Numbers of `d:<side>:...`, and the same by mode. */
const ofDeeds = new Map(
  sides.map((side) => [
    side,
    {
      plain: numberPrefixed(`d:${side}:`),
      ruledOut: numberPrefixed(`d:ruled_out:${side}:`),
      modes: new Map(modes.map((mode) => [mode, numberPrefixed(`d:${mode}:${side}:`)])),
    },
  ]),
);

/** What of its deed was said before; "ask them" means whom the sentence before it names. */
function addDeeds(
  cues: CueSet,
  own: CueSet,
  { sentence, before, isSent }: Placed,
  { deeds }: ReadHistory,
): void {
  const { best, isBorrowing } = findSharedDeeds(sentence, before, deeds);
  if (best.size === 0) return;
  const mode = readMode(own, isSent);
  const isRuledOut = own.has('ruled_out');
  for (const [side, shared] of best) {
    const { of, met, acts: does, things, fresh } = shared;
    const numbers = ofDeeds.get(side)!;
    const inMode = numbers.modes.get(mode)!;
    const is = (name: string) => {
      cues.addNumber(numbers.plain(name));
      cues.addNumber(inMode(name));
      if (isRuledOut) cues.addNumber(numbers.ruledOut(name));
    };
    const share = met / of;
    if (does > 0 && things > 0) is(share === 1 ? 'whole' : share >= 0.5 ? 'most' : 'some');
    else if (does > 0) is(share === 1 ? 'act:all' : 'act');
    else is(share === 1 ? 'thing:all' : 'thing');
    if (met >= 2) is('2');
    if (met >= 3) is('3');
    if (fresh >= 1) is('fresh');
    if (fresh >= 2) is('fresh2');
    for (const [least, name] of WORTHS) if (worth(shared) >= least) is(name);
    if (isBorrowing && does > 0 && things > 0) is('borrowed');
  }
}

const WORTHS = [2, 3, 4, 5, 6.5].map((least) => [least, `worth${least}`] as const);

/** Whether a sentence sends the contact away, urges them to do something, or tells what we do. */
function readMode(own: CueSet, isSent: boolean): (typeof modes)[number] {
  if (isSent) return 'sent';
  const isUrging = ['advising', 'advice', 'offering', 'usual', 'instruction'].some((one) =>
    own.has(one),
  );
  return isUrging && !(own.has('helped') && !own.has('advising')) ? 'urge' : 'tell';
}

const aimedRoles = ['u:place', 'u:chan', 'u:addr', 'u:turn'];
const MOST_COUNTED = 5;
const countNames = ['', 'words', 'same'].map((kind) =>
  Array.from({ length: MOST_COUNTED + 1 }, (_, count) => `${kind}${count}`),
) as [string[], string[], string[]];

const ofSaid = new Map(
  (['contact', 'us'] as const).map((from) => [
    from,
    {
      plain: numberPrefixed(`${from}:`),
      aimed: numberPrefixed(`${from}:aimed:`),
      sent: numberPrefixed(`${from}:sent:`),
      advising: numberPrefixed(`${from}:advising:`),
      question: numberPrefixed(`${from}:question:`),
      ours: numberPrefixed(`${from}:ours:`),
    },
  ]),
);

function addShared(cues: CueSet, own: CueSet, isSent: boolean, best: BestOf): void {
  if (best.told !== null) cues.add(best.told ? 'told' : 'untold');
  if (best.untold) cues.add('untold');
  const hasAim = aimedRoles.some((role) => own.has(role));
  const isOurs = own.has('i') || own.has('helped');
  const isAdvised = own.has('advising');
  const isAsked = own.has('question');
  for (const [from, numbers] of ofSaid) {
    const { act, isReport, most, same, words: told } = best[from];
    if (act) cues.addNumber(numbers.plain('act'));
    if (isReport) cues.addNumber(numbers.plain('report'));
    const is = (name: string) => {
      cues.addNumber(numbers.plain(name));
      if (hasAim) cues.addNumber(numbers.aimed(name));
      if (isSent) cues.addNumber(numbers.sent(name));
      if (isAdvised) cues.addNumber(numbers.advising(name));
      if (isAsked) cues.addNumber(numbers.question(name));
      if (isOurs) cues.addNumber(numbers.ours(name));
    };
    const [parts, words_, likes] = countNames;
    for (let least = 1; least <= Math.min(most, 4); least += 1) is(parts[least]!);
    for (let least = 1; least <= Math.min(told, 4); least += 1) is(words_[least]!);
    for (let least = 1; least <= Math.min(same, MOST_COUNTED); least += 1) is(likes[least]!);
    if (act && own.has('advice')) cues.addNumber(numbers.plain('advice:act'));
  }
}

/** What a sentence shares most with, on each side, and whether the contact named where it points. */
interface BestOf {
  contact: Best;
  us: Best;
  told: boolean | null;
  untold: boolean;
}

/** The same for a sentence that stands there again while somebody types. */
const bests = new WeakMap<SaidIndex, Map<Memo, BestOf>>();
const BESTS_MAX = 5_000;

/** The words that a sentence repeats most of: theirs, or else ours. */
export function findRepeated(
  sentence: Sentence,
  history: ReadHistory,
  language: TextLanguage,
): { from: 'contact' | 'us'; text: string } | null {
  const { contact, us } = readBest(sentence, history, language);
  const weigh = ({ most, same, words: told }: Best) => most + same + told;
  const from = weigh(contact) >= weigh(us) ? 'contact' : 'us';
  const { text } = from === 'contact' ? contact : us;
  return text === null ? null : { from, text };
}

function readBest(sentence: Sentence, { said }: ReadHistory, language: TextLanguage): BestOf {
  let known = bests.get(said);
  if (!known) bests.set(said, (known = new Map()));
  let best = known.get(sentence.same);
  if (best) return best;
  const shared = compareWithSaid(sentence, said);
  const { words: all } = sentence;
  const told = listAims(sentence, patternsOf[language])
    .filter(({ aim }) => aim === 'place' || aim === 'channel')
    .map(({ at }) => isSaidByContact(all[at]!, said));
  best = {
    contact: findBest(shared, said, 'contact'),
    us: findBest(shared, said, 'us'),
    told: told.length === 0 ? null : told.includes(true),
    untold: told.includes(false),
  };
  if (known.size >= BESTS_MAX) known.clear();
  known.set(sentence.same, best);
  return best;
}

interface Best {
  most: number;
  same: number;
  /** Telling words. */
  words: number;
  act: boolean;
  isReport: boolean;
  /** Its words; null where nothing is shared. */
  text: string | null;
}

/** The sentence of theirs, or of ours, with which most is shared. */
function findBest(shared: SharedWith, { sentences }: SaidIndex, from: 'contact' | 'us'): Best {
  const best: Best = { most: 0, same: 0, words: 0, act: false, isReport: false, text: null };
  let most = 0;
  sentences.forEach((one, at) => {
    if (one.from !== from) return;
    const parts = shared.parts[at]! + shared.acts[at]!;
    if (shared.acts[at]! > 0) best.act = true;
    best.most = Math.max(best.most, parts);
    best.same = Math.max(best.same, shared.same[at]!);
    best.words = Math.max(best.words, shared.words[at]!);
    const all = parts + shared.same[at]! + shared.words[at]!;
    if (all > most) {
      most = all;
      best.isReport = one.isReport;
      best.text = one.text;
    }
  });
  return best;
}
