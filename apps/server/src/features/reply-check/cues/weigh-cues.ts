import type { TextLanguage } from '../engine/checked-text.ts';
import type { CueWeights } from '../patterns/cue-weights.ts';
import { englishCueWeights } from '../patterns/english-cue-weights.ts';
import { englishRepeatWeights } from '../patterns/english-repeat-weights.ts';
import { germanRepeatWeights } from '../patterns/german-repeat-weights.ts';
import { germanCueWeights } from '../patterns/german-cue-weights.ts';
import { type Cues, hasCue } from './cue-set.ts';
import { SPARED } from './list-referral-cues.ts';
import { numberOfCue } from './number-cues.ts';

const weightsOf: Record<TextLanguage, CueWeights> = { de: germanCueWeights, en: englishCueWeights };

/**
 * Sum of the weights of what is seen in a sentence, above the threshold of its language; from 0 on
 * it is said to send the contact away (logarithm of the odds).
 */
export function weighCues(cues: Cues, language: TextLanguage): number {
  return hasCue(cues, SPARED) ? -Infinity : weigh(cues, weightsOf[language]);
}

/** What one cue adds for its language; 0 where it says nothing. */
export function weightOfCue(cue: string, language: TextLanguage): number {
  return weightsOf[language].weights[numberOfCue(cue)] ?? 0;
}

const repeatWeights: Record<TextLanguage, CueWeights> = {
  de: germanRepeatWeights,
  en: englishRepeatWeights,
};

/** The same for advice that was given or tried before. */
export function weighRepeat(cues: Cues, language: TextLanguage): number {
  return weigh(cues, repeatWeights[language]);
}

function weigh({ own, around, shared }: Cues, weights: CueWeights): number {
  const sum = own.sum(weights) + around.sum(weights) + (shared?.sum(weights) ?? 0);
  return weights.bias - weights.threshold + sum;
}
