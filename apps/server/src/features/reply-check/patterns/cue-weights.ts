/** The fitted weights of one language: what a cue adds, and where the sum begins. */
export interface CueWeights {
  bias: number;
  /** From this sum on the sentence is marked. */
  threshold: number;
  weights: ReadonlyMap<string, number>;
}

/** Weights written as `cue=1.5` with spaces between. */
export function readCueWeights(
  { bias, threshold }: Pick<CueWeights, 'bias' | 'threshold'>,
  ...lines: string[]
): CueWeights {
  const pairs = lines.flatMap((line) => line.split(' ')).map((pair) => pair.split('='));
  return {
    bias,
    threshold,
    weights: new Map(pairs.map(([cue, weight]) => [cue!, Number(weight)])),
  };
}
