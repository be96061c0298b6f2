import type { TextLanguage } from '../engine/checked-text.ts';
import type { CueWeights } from '../patterns/cue-weights.ts';
import { englishCueWeights } from '../patterns/english-cue-weights.ts';
import { englishRepeatWeights } from '../patterns/english-repeat-weights.ts';
import { germanRepeatWeights } from '../patterns/german-repeat-weights.ts';
import { germanCueWeights } from '../patterns/german-cue-weights.ts';
import { type Cues, hasCue, SPARED } from './list-referral-cues.ts';

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
  return weightsOf[language].weights.get(cue) ?? 0;
}

const repeatWeights: Record<TextLanguage, CueWeights> = {
  de: germanRepeatWeights,
  en: englishRepeatWeights,
};

/** The same for advice that was given or tried before. */
export function weighRepeat(cues: Cues, language: TextLanguage): number {
  return weigh(cues, repeatWeights[language]);
}

function weigh({ own, around }: Cues, weights: CueWeights): number {
  let sums = known.get(weights);
  if (!sums) known.set(weights, (sums = new WeakMap()));
  let sum = sums.get(own);
  if (sum === undefined) sums.set(own, (sum = addUp(own, weights)));
  return weights.bias - weights.threshold + sum + addUp(around, weights);
}

/** Sums of the cues of a sentence itself, which are the same wherever it stands. */
const known = new WeakMap<CueWeights, WeakMap<ReadonlySet<string>, number>>();

function addUp(cues: ReadonlySet<string>, { weights }: CueWeights): number {
  let sum = 0;
  for (const cue of cues) sum += weights.get(cue) ?? 0;
  return sum;
}
