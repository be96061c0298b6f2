import type { Word } from './checked-text.ts';
import { words } from './match-words.ts';

/** How a verb is meant: nobody is asked, we do it, the contact is asked (firmly or not). */
export type Mood = 'none' | 'ours' | 'negated' | 'asked';

/** Words looked at before a verb. */
const LOOK_BACK = 12;

const modals = words(
  'can could may might should must will would need ought shall have want better needs needed like',
);
const subjects = words('we i they he she it who someone somebody nobody which there');
const recommending = words(
  'recommend suggest advise ask urge encourage invite request recommended advised asked suggested',
  'require requested encouraged kindly please recommending required best easiest',
  'quickest fastest simplest worth option options way remember',
);
const negations = words('not without instead rather never unnecessary no');
const nouners = words(
  'a an the this that your our my their his her last recent any each every by in of from for no',
  'previous first next some these those single phone missed quick direct best another further',
  'customer return its new more test public urgent incoming on per about under using following',
);
const auxiliaries = words('did had has was were have');
const skippable = words(
  'then just simply also either directly first instead kindly please do always hi hello hey there',
  'ok okay sure sorry and or but so maybe perhaps alternatively otherwise in this that case for to',
  'unfortunately next here thanks thank therefore now again back feel free try go ahead',
  'apologies great hiya morning afternoon evening yes no',
);
const triers = words(
  'about thought considered try trying tried suggest recommend consider mind by start advise',
);

/**
 * Reads who is meant to do what the verb at `at` says: the nearest subject, modal or request before
 * it decides; without any, a verb that begins its clause is an imperative.
 */
export function readEnglishMood(sentence: readonly Word[], at: number): Mood {
  const verb = sentence[at]!;
  const before = sentence[at - 1];
  if (before && isNoun(before, verb)) return 'none';
  if (verb.norm.endsWith('ing')) return readGerund(sentence, at);
  let bare = true;
  const from = Math.max(0, at - LOOK_BACK);
  for (let i = at - 1; i >= from; i -= 1) {
    const { norm, kind, clause } = sentence[i]!;
    if (clause !== verb.clause && bare && !sharesRequest(sentence, i + 1)) return 'asked';
    if (negations.has(norm)) {
      if (!isFalseNegation(sentence, i)) return 'negated';
      return 'asked';
    }
    if (norm === 'please' || recommending.has(norm)) return 'asked';
    if (norm === 'you') return readYou(sentence, i, at);
    if (norm === 'us' && sentence[i - 1]?.norm === 'let') return 'ours';
    if (subjects.has(norm)) return 'ours';
    if (modals.has(norm)) return readModal(sentence, i);
    if (norm === 'to' && i === at - 1) bare = false;
    else if (kind === 'word' && !skippable.has(norm)) bare = false;
  }
  return bare || beginsClause(sentence, at) ? 'asked' : 'none';
}

function beginsClause(sentence: readonly Word[], at: number): boolean {
  let i = at - 1;
  while (i >= 0 && (skippable.has(sentence[i]!.norm) || sentence[i]!.kind === 'handle')) i -= 1;
  return i < 0 || sentence[i]!.clause !== sentence[at]!.clause;
}

/** "contact", "call", "message" are as often nouns. */
function isNoun(before: Word, verb: Word): boolean {
  if (before.kind === 'number') return true;
  return before.clause === verb.clause && nouners.has(before.norm);
}

/** `and`, `or` carry the subject of the clause before. */
function sharesRequest(sentence: readonly Word[], begins: number): boolean {
  return /^(?:and|or)$/.test(sentence[begins]?.norm ?? '');
}

function isFalseNegation(sentence: readonly Word[], at: number): boolean {
  const after = sentence[at + 1]?.norm ?? '';
  const before = sentence[at - 1]?.norm ?? '';
  return after === 'hesitate' || after === 'only' || before === 'why' || after === 'worries';
}

function readYou(sentence: readonly Word[], you: number, verb: number): Mood {
  const between = sentence.slice(you + 1, verb);
  const before = sentence[you - 1]?.norm ?? '';
  if (auxiliaries.has(before) || before === 'when' || before === 'before') return 'none';
  if (before === 'for' || before === 'with') return 'none';
  if (between.some(({ norm }) => norm === 'need' || norm === 'have') && isFreed(sentence, you)) {
    return 'negated';
  }
  return 'asked';
}

/** "There is no need for you to call", "you don't have to". */
function isFreed(sentence: readonly Word[], at: number): boolean {
  return sentence.slice(at, at + 5).some(({ norm }) => norm === 'not' || norm === 'never');
}

function readModal(sentence: readonly Word[], modal: number): Mood {
  const before = sentence[modal - 1]?.norm ?? '';
  const after = sentence[modal + 1]?.norm ?? '';
  const isDenied = sentence
    .slice(Math.max(0, modal - 3), modal + 2)
    .some(({ norm }, i, near) => negations.has(norm) && near[i + 1]?.norm !== 'only');
  if (isDenied) return 'negated';
  if (before === 'you' || after === 'you') {
    return auxiliaries.has(sentence[modal]!.norm) && after === 'you' ? 'none' : 'asked';
  }
  const isAlone = modal === 0 || sentence[modal - 1]!.clause !== sentence[modal]!.clause;
  const youNear = sentence.slice(Math.max(0, modal - 4), modal).some(({ norm }) => norm === 'you');
  return isAlone || youNear ? 'asked' : 'ours';
}

function readGerund(sentence: readonly Word[], at: number): Mood {
  const near = sentence.slice(Math.max(0, at - 5), at).map(({ norm }) => norm);
  if (near.some((norm) => negations.has(norm))) return 'negated';
  if (near.some((norm) => triers.has(norm))) {
    return near.some((norm) => /^(?:we|i|are|am)$/.test(norm)) && !near.some(isAdvice)
      ? 'ours'
      : 'asked';
  }
  return 'none';
}

function isAdvice(norm: string): boolean {
  return /^(?:suggest|recommend|advise|you|please)$/.test(norm);
}
