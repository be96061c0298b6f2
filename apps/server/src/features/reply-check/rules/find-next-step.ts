import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { bodyOf, type TextLanguage } from '../engine/checked-text.ts';
import { findWord, words, type WordSet } from '../engine/match-words.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import { isOnlyTalk, isStateDone, isStep } from './judge-talk.ts';

/** Neither settles the matter nor says who does what by when. */
export function findNextStep(reply: ReadReply): ReplyFinding[] {
  const { acts, checked, found, history, input, language } = reply;
  if (input.text.trim() === '' || found.some(({ rule }) => rule === 'referral')) return [];
  if (isPraised(history) || acts.some((one) => leadsOn(one, language))) return [];
  const isEmpty = isOnlyTalk(acts, language);
  const isAsked = !isEmpty && history.last.flatMap(bodyOf).some(({ isQuestion }) => isQuestion);
  if (isAsked && acts.some(tellsSomething)) return [];
  const last = bodyOf(checked).at(-1);
  return [
    {
      rule: 'no_next_step',
      severity: 'note',
      ranges: last ? [[last.start, last.end]] : [],
      said: {
        en: 'Nothing is settled, and nobody can tell who does what by when.',
        de: 'Nichts ist gelöst, und niemand erfährt, wer was bis wann tut.',
      },
      offers: ['insert_promise', 'callback', 'task'],
    },
  ];
}

const answers = new Set(
  'yes no ja nein doch nope yep jep noe because weil denn bleibt gilt heisst means liegt steht stays'.split(
    ' ',
  ),
);

const praising = words(
  'danke thanks thank best wonderful amazing wunderbar super toll prima klasse spitze hammer brilliant lovely great perfekt perfect love',
);
const complaining = words(
  'nicht kein keine but aber not never nie leider unfortunately trotzdem falsch wrong missing fehlt',
);

/** Who only says thanks waits for nothing. */
export function isPraised({ last }: ReadHistory): boolean {
  const said = last.flatMap(bodyOf);
  const has = (wanted: WordSet) => said.some((one) => findWord(one.words, wanted) >= 0);
  return !said.some(({ isQuestion }) => isQuestion) && has(praising) && !has(complaining);
}

/** Of whoever was asked: a statement that does more than soothe. */
function tellsSomething(one: SentenceActs): boolean {
  return !one.isSoothing && !one.isVague && one.sentence.words.length > 2;
}

function leadsOn(one: SentenceActs, language: TextLanguage): boolean {
  if (one.isResult || one.isCommitment || one.isAsking || one.isInstruction) return true;
  if (isStateDone(one, language) || isStep(one, language)) return true;
  if (one.isVague) return false;
  if (one.isSoothing) return false;
  // A statement with facts of its own answers something; one without is talk.
  const { words: said } = one.sentence;
  if (one.hasTime || answers.has(said[0]!.norm)) return true;
  return (
    said.some(({ kind }) => kind !== 'word' && kind !== 'handle') ||
    said.some(({ norm }) => answers.has(norm))
  );
}
