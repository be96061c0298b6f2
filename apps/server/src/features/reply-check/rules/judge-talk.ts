import type { TextLanguage } from '../engine/checked-text.ts';
import { findWord, words } from '../engine/match-words.ts';
import { actPatternsOf, type SentenceActs } from '../engine/read-acts.ts';
import { isAdvising, readGist } from '../engine/read-gist.ts';
import { functionWords } from '../patterns/function-words.ts';

/** Of all telling words of a reply that does nothing, so many only soothe. */
const TALK_SHARE = 0.5;

/** "Please bear with us" asks for nothing that could be done. */
const patience = words(
  'patience patient bear geduld gedulden verstaendnis understanding entschuldigen entschuldige excuse',
  'rest assured hesitate zoegern sorry verzeihen nachsicht apologies feedback',
);
const yesNo = words('yes no ja nein nope yep jep noe klar doch sure');

/** A step that the contact is told to take, in whatever mood. */
export function isStep({ sentence, isSoothing }: SentenceActs, language: TextLanguage): boolean {
  if (isSoothing || findWord(sentence.words, patience) >= 0) return false;
  return isAdvising(sentence, language) && readGist(sentence).size > 0;
}

const states = words('ist sind is are was were been got wird wurde geht gehen');

/** "Neue Karte ist bestellt", "Swapped to the 16th": it stands there as done. */
export function isStateDone({ sentence }: SentenceActs, language: TextLanguage): boolean {
  const { words: said } = sentence;
  const { done, doneEnding, soothing, vagueDone } = actPatternsOf(language);
  if (said.some(({ norm }) => norm === 'nicht' || norm === 'not')) return false;
  return said.some(({ norm }, at) => {
    if (vagueDone.has(norm) || soothing.has(norm)) return false;
    if (!done.has(norm) && !doneEnding.test(norm)) return false;
    return (language === 'en' && at === 0) || findWord(said, states) >= 0;
  });
}

/** Whether a sentence does, answers or asks anything. */
function isDoing(one: SentenceActs, language: TextLanguage): boolean {
  if (one.isResult || one.isCommitment || one.isTakeover || one.isInstruction) return true;
  const { words: said, isQuestion } = one.sentence;
  if (isQuestion || one.hasTime || (one.isAsking && !one.isSoothing)) return true;
  if (yesNo.has(said[0]!.norm) || isStep(one, language)) return true;
  if (isStateDone(one, language)) return true;
  return said.some(({ kind }) => kind !== 'word' && kind !== 'handle');
}

/** Thanks, regret, patience and that somebody will be in touch: nothing done, answered or asked. */
export function isOnlyTalk(acts: readonly SentenceActs[], language: TextLanguage): boolean {
  if (acts.some((one) => isDoing(one, language))) return false;
  const { soothing, vague } = actPatternsOf(language);
  let telling = 0;
  let talk = 0;
  for (const { sentence } of acts) {
    for (const { norm, kind } of sentence.words) {
      if (kind !== 'word' || functionWords[language].has(norm)) continue;
      telling += 1;
      if (soothing.has(norm) || vague.has(norm) || patience.has(norm)) talk += 1;
    }
  }
  return talk >= telling * TALK_SHARE;
}
