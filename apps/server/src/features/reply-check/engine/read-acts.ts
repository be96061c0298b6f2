import type { ActPatterns } from '../patterns/act-patterns.ts';
import { englishActs } from '../patterns/english-acts.ts';
import { functionWords } from '../patterns/function-words.ts';
import { germanActs } from '../patterns/german-acts.ts';
import { bodyOf, type CheckedText, type Sentence, type TextLanguage } from './checked-text.ts';
import { rememberBySentence } from './memo.ts';
import { findAnySteps } from './match-words.ts';
import { namesTime } from './read-times.ts';

/** What one sentence of a reply does; several can be true. */
export interface SentenceActs {
  sentence: Sentence;
  /** Something is done: by us, or it has come about. */
  isResult: boolean;
  /** Somebody of ours will do something that can be named, or anything by a time. */
  isCommitment: boolean;
  /** The matter was handed on by us, or we call. */
  isTakeover: boolean;
  /** The contact is asked for something that only they know. */
  isAsking: boolean;
  /** A step that the contact can take at once. */
  isInstruction: boolean;
  isSoothing: boolean;
  /** Somebody of ours will look, check, come back: nobody can hold us to it. */
  isVague: boolean;
  hasTime: boolean;
}

/** Words of ours between a subject and what it does. */
const REACH = 14;

/** The words of a language in which we act. */
export function actPatternsOf(language: TextLanguage): ActPatterns {
  return language === 'de' ? germanActs : englishActs;
}

/** What each sentence of the body does. */
export function readActs(checked: CheckedText, language: TextLanguage): SentenceActs[] {
  return bodyOf(checked).map((sentence) => ({ sentence, ...readSentenceActs(sentence, language) }));
}

/** What one sentence does. */
export const readSentenceActs = rememberBySentence(
  (sentence: Sentence, language: TextLanguage): Omit<SentenceActs, 'sentence'> => {
    const patterns = actPatternsOf(language);
    const { words } = sentence;
    const hasTime = namesTime(words);
    const will = readWill(sentence, patterns, language);
    return {
      isResult: isDone(sentence, patterns) || findAnySteps(sentence, patterns.results) !== null,
      isCommitment: will === 'named' || (will === 'vague' && hasTime),
      isTakeover: isTakeover(sentence, patterns),
      isAsking: sentence.isQuestion || findAnySteps(sentence, patterns.asks) !== null,
      isInstruction: isInstruction(sentence, patterns),
      isSoothing: isSoothing(sentence, patterns, language),
      isVague: will === 'vague' && !hasTime,
      hasTime,
    };
  },
);

/** An imperative begins its clause; "our line is open" does not. */
function isInstruction(sentence: Sentence, patterns: ActPatterns): boolean {
  const { words } = sentence;
  const hit = findAnySteps(sentence, patterns.instructs);
  if (!hit) return false;
  if (hit.to > hit.from) return true;
  const before = words[hit.from - 1];
  const opens = before === undefined || before.clause !== words[hit.from]!.clause;
  return opens || /^(?:please|bitte|and|und|then|dann|just|einfach|to)$/.test(before.norm);
}

/** "Have you reported it?" hands nothing on. */
function isTakeover(sentence: Sentence, patterns: ActPatterns): boolean {
  const { words, isQuestion } = sentence;
  const hit = findAnySteps(sentence, patterns.takeovers);
  if (!hit) return false;
  const asked = words[hit.from + 1]?.norm ?? '';
  return !(isQuestion && /^(?:you|sie|du|ihr)$/.test(asked));
}

/** "I have refunded", "wir haben ... erstattet": our perfect, vague words left out. */
function isDone({ words }: Sentence, patterns: ActPatterns): boolean {
  return words.some(({ norm }, at) => {
    if (!patterns.ourselves.has(norm)) return false;
    const near = words.slice(Math.max(0, at - 1), at + REACH);
    if (near.some((one) => /^(?:not|nicht|kein|keine|keinen|could)$/.test(one.norm))) return false;
    const hasAuxiliary = near.some((one) => patterns.perfect.has(one.norm));
    const done = near.findIndex(
      (one) =>
        (patterns.doneEnding.test(one.norm) || patterns.done.has(one.norm)) &&
        !patterns.vagueDone.has(one.norm),
    );
    if (done < 0) return false;
    return hasAuxiliary || (patterns === englishActs && done <= 3);
  });
}

function readWill(
  { words }: Sentence,
  patterns: ActPatterns,
  language: TextLanguage,
): 'none' | 'vague' | 'named' {
  let found: 'none' | 'vague' | 'named' = 'none';
  words.forEach(({ norm }, at) => {
    const isWe = patterns.ourselves.has(norm);
    if (!isWe && !patterns.ours.has(norm)) return;
    const near = words.slice(at + 1, at + REACH).map((one) => one.norm);
    if (language === 'en') {
      const will = near.slice(0, 6).findIndex((one) => patterns.future.has(one));
      if (will < 0) return;
      const verb = near.slice(will + 1).find((one) => !skipped.has(one));
      if (verb === undefined || verb === 'not') return;
      found = patterns.vague.has(verb) ? (found === 'none' ? 'vague' : found) : 'named';
      return;
    }
    const around = [words[at - 1]?.norm ?? '', ...near];
    if (around.some((one) => one === 'nicht' || one === 'keine')) return;
    // "Wir haben ein hohes Aufkommen": a noun promises nothing.
    const small = words.slice(at + 1, at + REACH).filter(({ isUpper }) => !isUpper);
    const verbs = [around[0]!, ...small.map((one) => one.norm)];
    const verb = verbs.find((one) => /(?:en|e|ern|eln)$/.test(one) && !functionWords.de.has(one));
    if (isWe && verb === undefined) return;
    const nearby = [...words.slice(Math.max(0, at - 3), at).map((one) => one.norm), ...near];
    const third = nearby.find((one) => /^[a-z]{3,}t$/.test(one) && !functionWords.de.has(one));
    if (!isWe && third === undefined) return;
    const isVague = isWe ? patterns.vague.has(verb!) : /^(?:prueft|kuemmert)$/.test(third!);
    found = isVague ? (found === 'none' ? 'vague' : found) : 'named';
  });
  return found;
}

const skipped = new Set(
  'then also now personally to be get of course gladly happily therefore again soon back'.split(
    ' ',
  ),
);

/** Share of the words with a meaning that only soothe. */
const SOOTHING_SHARE = 0.55;

/** A sentence of which every word that carries meaning only soothes. */
function isSoothing(sentence: Sentence, patterns: ActPatterns, language: TextLanguage): boolean {
  const carrying = sentence.words.filter(
    ({ norm, kind }) => kind !== 'handle' && !functionWords[language].has(norm),
  );
  if (carrying.some(({ kind }) => kind !== 'word')) return false;
  const soothing = carrying.filter(({ norm }) => patterns.soothing.has(norm));
  return soothing.length >= carrying.length * SOOTHING_SHARE;
}
