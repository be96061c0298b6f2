import type { TextLanguage } from '../engine/checked-text.ts';
import type { CueWeights } from '../patterns/cue-weights.ts';
import { englishCueWeights } from '../patterns/english-cue-weights.ts';
import { englishRepeatWeights } from '../patterns/english-repeat-weights.ts';
import { germanRepeatWeights } from '../patterns/german-repeat-weights.ts';
import { germanCueWeights } from '../patterns/german-cue-weights.ts';
import { type Cues, SPARED } from './list-referral-cues.ts';

const weightsOf: Record<TextLanguage, CueWeights> = { de: germanCueWeights, en: englishCueWeights };

/**
 * Sum of the weights of what is seen in a sentence; from 0 on it more likely sends the contact
 * away than not (logarithm of the odds).
 */
export function weighCues(cues: Cues, language: TextLanguage): number {
  const { bias, weights } = weightsOf[language];
  if (cues.has(SPARED)) return -Infinity;
  let sum = bias;
  for (const cue of cues) sum += weights.get(cue) ?? 0;
  return sum;
}

const repeatWeights: Record<TextLanguage, CueWeights> = {
  de: germanRepeatWeights,
  en: englishRepeatWeights,
};

/** The same for advice that was given or tried before. */
export function weighRepeat(cues: ReadonlySet<string>, language: TextLanguage): number {
  const { bias, weights } = repeatWeights[language];
  let sum = bias;
  for (const cue of cues) sum += weights.get(cue) ?? 0;
  return sum;
}
