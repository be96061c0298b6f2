import { bodyOf, type Sentence, type TextLanguage } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { listNorms, makeShingles, shareOf } from '../engine/count-shingles.ts';
import { words } from '../engine/match-words.ts';
import { type Action, isSameAction, listAdvice } from '../engine/read-actions.ts';
import type { Memo } from '../engine/memo.ts';
import { type Gist, isAdvising, readGist, weighMostShared } from '../engine/read-gist.ts';
import type { ReadHistory } from '../engine/read-history.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { findRepeated, listRepeatCues } from '../cues/list-repeat-cues.ts';
import { weighRepeat } from '../cues/weigh-cues.ts';

/** From this share of common runs of words on, it is the same text lightly edited. */
const SAME_TEXT_SHARE = 0.6;
/** Shorter texts are the same only if every word is. */
const SAME_TEXT_MIN_WORDS = 9;
const SHORT_TEXT_MIN_WORDS = 4;

/** Advice that was tried or given before, and the same text as before. */
export function findRepeats({
  checked,
  acts,
  language,
  history,
  found,
}: ReadReply): ReplyFinding[] {
  const body = bodyOf(checked);
  const findings: ReplyFinding[] = [];
  const norms = listNorms(body);
  if (isSaidBefore(norms, history.ours)) {
    findings.push({
      rule: 'repeats',
      severity: 'warn',
      ranges: body.map(({ start, end }) => [start, end]),
      said: {
        en: 'The contact got this text before. Say what is new, or what happens now.',
        de: 'Diesen Text hat der Kontakt schon bekommen. Sagen Sie, was neu ist oder was jetzt geschieht.',
      },
      offers: ['remove', 'callback', 'task'],
    });
  }
  const ruled = acts.map(({ sentence }) => ruleRepeat(sentence, language, history));
  const cues = listRepeatCues(
    acts,
    ruled.map((source) => source !== null),
    listSent(acts, found),
    language,
    history,
  );
  for (const [index, { sentence }] of acts.entries()) {
    if (asksFact(sentence) || weighRepeat(cues[index]!, language) < 0) continue;
    const repeated = findRepeated(sentence, history, language);
    const source = repeated?.from === 'us' ? 'advised' : 'tried';
    findings.push({
      rule: 'repeats',
      severity: 'warn',
      ranges: [[sentence.start, sentence.end]],
      said: say(source, repeated?.text ?? null),
      offers: ['remove', 'callback', 'task'],
    });
  }
  return findings;
}

const askingFact = words(
  'which when where who whose welche welcher welches welchen welchem wann wo wer',
);

/** "Which address do you use?" wants to know; "have you tried ...?" is advice. */
function asksFact({ words: said, isQuestion }: Sentence): boolean {
  return isQuestion && askingFact.has(said[0]!.norm);
}

/** Which sentences the rule before found to send the contact away; both stand in their order. */
function listSent(acts: readonly SentenceActs[], found: readonly ReplyFinding[]): boolean[] {
  const ranges = found.filter(({ rule }) => rule === 'referral').flatMap((one) => one.ranges);
  let next = 0;
  return acts.map(({ sentence: { start, end } }) => {
    while (next < ranges.length && ranges[next]![1] <= start) next += 1;
    return next < ranges.length && ranges[next]![0] < end;
  });
}

/** What the ordered rules say of a sentence: who said it before; null for nobody. */
export function ruleRepeat(
  sentence: Sentence,
  language: TextLanguage,
  history: ReadHistory,
): RepeatSource {
  let known = sources.get(history);
  if (!known) sources.set(history, (known = new Map()));
  let source = known.get(sentence.same);
  if (source === undefined) {
    source = findSource(sentence, language, history);
    if (known.size >= SOURCES_MAX) known.clear();
    known.set(sentence.same, source);
  }
  return source;
}

type RepeatSource = 'tried' | 'advised' | null;

/** The same for a sentence that stands there again while somebody types. */
const sources = new WeakMap<ReadHistory, Map<Memo, RepeatSource>>();
const SOURCES_MAX = 5_000;

function findSource(
  sentence: Sentence,
  language: TextLanguage,
  history: ReadHistory,
): RepeatSource {
  return (
    listAdvice(sentence, language)
      .map((advice) => sourceOf(advice, history.tried, history.advised))
      .find((one) => one !== null) ?? sourceOfGist(sentence, language, history)
  );
}

const said = {
  tried: {
    en: ['The contact says that they did this already', 'Take the next step instead.'],
    de: ['Das hat der Kontakt nach eigenen Worten schon getan', 'Gehen Sie den nächsten Schritt.'],
  },
  advised: {
    en: ['We gave this advice before', 'Take the next step instead.'],
    de: ['Diesen Rat haben wir schon gegeben', 'Gehen Sie den nächsten Schritt.'],
  },
} as const;

/** What is repeated, in the words in which it was said before. */
function say(source: 'tried' | 'advised', before: string | null): ReplyFinding['said'] {
  const { en, de } = said[source];
  if (before === null) return { en: en.join('. '), de: de.join('. ') };
  return { en: `${en[0]}: "${before}". ${en[1]}`, de: `${de[0]}: „${before}“. ${de[1]}` };
}

function sourceOf(
  advice: Action,
  tried: readonly Action[],
  advised: readonly Action[],
): 'tried' | 'advised' | null {
  if (tried.some((one) => isSameAction(advice, one))) return 'tried';
  return advised.some((one) => isSameAction(advice, one)) ? 'advised' : null;
}

/** So much of an advice must be shared, counted in acts and things, and as a share of its words. */
const GIST_SHARED_MIN = 2;
const GIST_SHARE_MIN = 0.3;

function sourceOfGist(
  sentence: Sentence,
  language: TextLanguage,
  history: ReadHistory,
): 'tried' | 'advised' | null {
  if (!isAdvising(sentence, language)) return null;
  const gist = readGist(sentence);
  const least = gist.size < GIST_SHARED_MIN + 1 ? 1 : GIST_SHARED_MIN;
  const enough = Math.max(least, Math.floor(gist.size * GIST_SHARE_MIN));
  const most = (others: readonly Gist[]) => weighMostShared(gist, others, history.topic);
  if (most(history.reported) >= enough) return 'tried';
  return most(history.told) >= enough ? 'advised' : null;
}

function isSaidBefore(
  norms: readonly string[],
  ours: readonly { norms: string[]; shingles: Set<string> }[],
): boolean {
  if (norms.length < SHORT_TEXT_MIN_WORDS) return false;
  if (norms.length < SAME_TEXT_MIN_WORDS) {
    const text = norms.join(' ');
    return ours.some((one) => one.norms.join(' ') === text);
  }
  // Each new word begins another run: a text much shorter has not enough of them.
  const longest = Math.max(0, ...ours.map((one) => one.shingles.size));
  if (longest === 0 || longest < new Set(norms).size * SAME_TEXT_SHARE * 0.5) return false;
  const shingles = makeShingles(norms);
  const least = shingles.size * SAME_TEXT_SHARE;
  return ours.some(
    (one) => one.shingles.size >= least && shareOf(shingles, one.shingles) >= SAME_TEXT_SHARE,
  );
}
