import { numberOfCue } from '../cues/number-cues.ts';

/** The fitted weights of one language: what a cue adds, and where the sum begins. */
export interface CueWeights {
  bias: number;
  /** From this sum on the sentence is marked. */
  threshold: number;
  /** By the number of the cue; beyond the end nothing is added. */
  weights: Float64Array;
}

/** Weights written as `cue=1.5` with spaces between. */
export function readCueWeights(
  { bias, threshold }: Pick<CueWeights, 'bias' | 'threshold'>,
  ...lines: string[]
): CueWeights {
  const pairs = lines
    .flatMap((line) => line.split(' '))
    .map((pair) => pair.split('='))
    .map(([cue, weight]) => [numberOfCue(cue!), Number(weight)] as const);
  const weights = new Float64Array(1 + Math.max(0, ...pairs.map(([cue]) => cue)));
  for (const [cue, weight] of pairs) weights[cue] = weight;
  return { bias, threshold, weights };
}
