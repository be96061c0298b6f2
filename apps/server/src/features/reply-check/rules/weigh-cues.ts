import type { TextLanguage } from '../engine/checked-text.ts';
import type { CueWeights } from '../patterns/cue-weights.ts';
import { englishCueWeights } from '../patterns/english-cue-weights.ts';
import { englishRepeatWeights } from '../patterns/english-repeat-weights.ts';
import { germanRepeatWeights } from '../patterns/german-repeat-weights.ts';
import { germanCueWeights } from '../patterns/german-cue-weights.ts';
import { type Cues, SPARED } from './list-referral-cues.ts';

const weightsOf: Record<TextLanguage, CueWeights> = { de: germanCueWeights, en: englishCueWeights };

/**
 * Sum of the weights of what is seen in a sentence, above the threshold of its language; from 0 on
 * it is said to send the contact away (logarithm of the odds).
 */
export function weighCues(cues: Cues, language: TextLanguage): number {
  return cues.has(SPARED) ? -Infinity : weigh(cues, weightsOf[language]);
}

const repeatWeights: Record<TextLanguage, CueWeights> = {
  de: germanRepeatWeights,
  en: englishRepeatWeights,
};

/** The same for advice that was given or tried before. */
export function weighRepeat(cues: ReadonlySet<string>, language: TextLanguage): number {
  return weigh(cues, repeatWeights[language]);
}

function weigh(cues: ReadonlySet<string>, { bias, threshold, weights }: CueWeights): number {
  let sum = bias - threshold;
  for (const cue of cues) sum += weights.get(cue) ?? 0;
  return sum;
}
