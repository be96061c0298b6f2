import type { TextLanguage } from '../engine/checked-text.ts';
import { words } from '../engine/match-words.ts';
import { listAdvice, listConcepts } from '../engine/read-actions.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { isAdvising, readGist } from '../engine/read-gist.ts';
import type { ReadHistory, RecentSentence } from '../engine/read-history.ts';
import { stemWord } from '../engine/stem-word.ts';

/** The cues of one sentence, by name; `w:` and a stem for a word. */
export type RepeatCues = ReadonlySet<string>;

const again = words(
  'again once nochmal noch erneut wieder first zunaechst erst zuerst usually often meist oft haeufig',
  'try versuchen versuch probier probieren please bitte help hilft',
);
const ruledOut = words('no not nicht kein keine keinen mehr already schon bereits since nachdem');

/** What each sentence shares with what was said lately, and how it is meant. */
export function listRepeatCues(
  acts: readonly SentenceActs[],
  isRuled: readonly boolean[],
  language: TextLanguage,
  history: ReadHistory,
): RepeatCues[] {
  const hasI = acts.map(({ sentence }) => sentence.words.some(({ norm }) => isMe(norm)));
  const helped = acts.map((one) => one.isTakeover || one.isCommitment || one.isResult);
  const count = (list: readonly boolean[]) => list.filter(Boolean).length;
  const own = { i: count(hasI), helped: count(helped) };
  return acts.map((one, index) => {
    const cues = new Set<string>();
    if (isRuled[index]) cues.add('ruled');
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
    addShared(cues, one, history);
    return cues;
  });
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

/** Parts of compounds count as the whole: the head of "Flusensieb" is "Sieb". */
const HEAD_MIN_CHARS = 4;

function listTails(part: string): string[] {
  const tails: string[] = [];
  for (let at = 3; at <= Math.min(12, part.length - HEAD_MIN_CHARS); at += 1) {
    tails.push(part.slice(at));
  }
  return tails;
}

function isIn(part: string, tails: readonly string[], { gist, endings }: RecentSentence): boolean {
  return gist.has(part) || endings.has(part) || tails.some((tail) => gist.has(tail));
}

function addShared(cues: Set<string>, { sentence }: SentenceActs, { recent }: ReadHistory): void {
  const gist = readGist(sentence);
  const parts = [...gist].map((part) => ({ part, tails: listTails(part) }));
  const concepts = listConcepts(sentence);
  for (const from of ['contact', 'us'] as const) {
    let most = 0;
    let isSameAct = false;
    let isReported = false;
    for (const one of recent) {
      if (one.from !== from) continue;
      let shared = 0;
      for (const { part, tails } of parts) if (isIn(part, tails, one)) shared += 1;
      let acts = 0;
      for (const concept of concepts) if (one.concepts.has(concept)) acts += 1;
      if (acts > 0) isSameAct = true;
      if (shared + acts > most) {
        most = shared + acts;
        isReported = one.isReport;
      }
    }
    if (isSameAct) cues.add(`${from}:act`);
    if (isReported) cues.add(`${from}:report`);
    for (let least = 1; least <= Math.min(most, 4); least += 1) cues.add(`${from}:${least}`);
    const share = gist.size === 0 ? 0 : most / gist.size;
    if (share >= 0.34) cues.add(`${from}:third`);
    if (share >= 0.6) cues.add(`${from}:most`);
    if (most > 0 && cues.has('advising')) cues.add(`${from}:advising`);
    if (most > 1 && cues.has('advising')) cues.add(`${from}:advising:2`);
    if (isSameAct && cues.has('advice')) cues.add(`${from}:advice:act`);
    if (most > 0 && cues.has('question')) cues.add(`${from}:question`);
  }
}
