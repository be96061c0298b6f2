import type { Sentence, TextLanguage, Word } from '../engine/checked-text.ts';
import {
  findAnySteps,
  findWord,
  type Hit,
  type Step,
  steps,
  words,
} from '../engine/match-words.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { listAims, strongestAim } from '../engine/read-aims.ts';
import { listClauses, readEnglishDoer, readGermanDoer } from '../engine/read-doer.ts';
import type { ReferralPatterns } from '../patterns/referral-patterns.ts';

/** A sentence in which the contact is left with somebody or something else. */
export interface LeftAlone extends Hit {
  sentence: Sentence;
  aim: 'place' | 'channel';
}

/** Somebody of ours speaks for themselves: they stay with it. */
const myself = words('ich mir mich i me my mine');
/** Whose work it is said to be, without a request; nobody need be named. */
const belonging: Record<TextLanguage, readonly Step[][]> = {
  en: [
    steps('0|lies rests sits falls goes belongs', '1|with to'),
    steps('0|run operated issued managed handled sold organised arranged decided', '2|by through'),
    steps('0|knows know', '3|best better'),
    steps('0|has have', '1|you', '1|covered'),
    steps('0|nothing', '1|we', '2|do'),
    steps('0|yourself yourselves'),
    steps('0|read look', '2|up', '3|on there with it'),
    steps('0|exclusively directly', '2|with'),
    steps('0|council authority board', '2|decision decided'),
  ],
  de: [
    steps('0|liegt obliegt gehoert', '2|beim bei zur zum'),
    steps('0|betreibt entscheidet regelt vergibt verwaltet ausgestellt betrieben vergeben'),
    steps('0|selbst selber eigenverantwortlich eigenstaendig'),
    steps('0|kommt', '9|auf'),
    steps('0|richtet', '6|aus'),
    steps('0|siehe'),
    steps('0|nichts', '2|zu', '1|tun machen'),
    steps('0|nachlesen nachgucken nachschauen anzusprechen ansprechen ersuchen fuendig'),
  ],
};

/**
 * A reply that neither does, answers nor asks anything, and only says where else something is done:
 * the first sentence that says so; null where somebody takes care of it.
 */
export function findLeftAlone(
  acts: readonly SentenceActs[],
  patterns: ReferralPatterns,
  language: TextLanguage,
): LeftAlone | null {
  if (acts.some(helps) || acts.some((one) => answers(one, patterns))) return null;
  for (const { sentence, isSoothing } of acts) {
    if (isSoothing || findAnySteps(sentence, patterns.statutory)) continue;
    const hit = readAway(sentence, patterns, language);
    if (hit) return { sentence, ...hit };
  }
  return null;
}

function helps(one: SentenceActs): boolean {
  const { words: said, isQuestion } = one.sentence;
  if (one.isResult || one.isCommitment || one.isTakeover || one.isInstruction) return true;
  const first = said.find(({ kind }) => kind !== 'handle')?.norm ?? '';
  if (/^(?:yes|no|ja|nein|doch|of|klar|natuerlich)$/.test(first)) return true;
  return findWord(said, myself) >= 0 || (isQuestion && !isRhetorical(said));
}

/** A day, an hour, a sum: an answer, unless it belongs to a place that one is sent to. */
function answers({ sentence, hasTime }: SentenceActs, patterns: ReferralPatterns): boolean {
  const { words: said } = sentence;
  const isFact = hasTime || said.some(({ kind }) => kind === 'number');
  if (!isFact) return false;
  const aims = listAims(sentence, patterns);
  return !aims.some(({ aim }) => /place|channel|address|them/.test(aim));
}

/** "Still stuck?", "Why not try ...?" ask for nothing. */
function isRhetorical(said: readonly Word[]): boolean {
  return said.length <= 3 || /^(?:why|warum|vielleicht|have|haben)$/.test(said[0]!.norm);
}

function readAway(
  sentence: Sentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): (Hit & { aim: 'place' | 'channel' }) | null {
  const { words: said } = sentence;
  const aims = listAims(sentence, patterns);
  if (aims.some(({ aim }) => aim === 'safe')) return null;
  const aim = strongestAim(aims.filter(({ aim: kind }) => /place|channel|address|them/.test(kind)));
  const belongs = findAnySteps(sentence, belonging[language]);
  if (!aim) return null;
  const kind = aim.aim === 'place' || aim.aim === 'them' ? 'place' : 'channel';
  if (belongs) {
    const from = Math.min(belongs.from, aim.at);
    return { from, to: Math.max(belongs.to, aim.at), aim: kind };
  }
  if (aim.aim === 'them' && !isDoing(said, language)) return null;
  const before = said.slice(Math.max(0, aim.at - 5), aim.at);
  const isReached = before.some(({ norm }) => patterns.prepositions.has(norm));
  return isReached || isDoing(said, language) ? { from: 0, to: aim.at, aim: kind } : null;
}

function isDoing(said: readonly Word[], language: TextLanguage): boolean {
  const readDoer = language === 'de' ? readGermanDoer : readEnglishDoer;
  return listClauses(said).some((clause) => readDoer(said, clause) !== null);
}
