/** A sentence's cues; the sentence that says most speaks for its reply. */
export interface Example {
  group: string;
  isLabelled: boolean;
  sentences: string[][];
  /** How much it counts while fitting. */
  share: number;
}

export interface Model {
  bias: number;
  weights: Map<string, number>;
}

/** A cue counts only if it stands in so many groups; those that are many need more. */
const LEAST_GROUPS = { word: 6, run: 6, cue: 3 };
const PENALTY = { word: 4, run: 6, cue: 2 };
const ROUNDS = 160;
const STEP = 0.3;
/** Where the search begins: what the ordered rules say. */
const BEGIN: Record<string, number> = {
  sent: 3,
  alone: 2.5,
  'aimed:alone': 1.5,
  nearly: 1,
  ruled: 2.5,
};
const BEGIN_BIAS = -2;

/** Words, and runs of parts of speech: many, each of which says little. */
function kindOf(cue: string): keyof typeof PENALTY {
  if (/^(?:w|named|noun|subject):/.test(cue)) return 'word';
  return /^[tsb]:/.test(cue) ? 'run' : 'cue';
}

/** Whether a cue is of one language only. */
export function isWord(cue: string): boolean {
  return kindOf(cue) === 'word';
}

function numberCues(examples: readonly Example[]): Map<string, number> {
  const groups = new Map<string, Set<string>>();
  for (const { group, sentences } of examples) {
    for (const cues of sentences) {
      for (const cue of cues) {
        const known = groups.get(cue);
        if (known) known.add(group);
        else groups.set(cue, new Set([group]));
      }
    }
  }
  const kept = [...groups].filter(([cue, { size }]) => size >= LEAST_GROUPS[kindOf(cue)]);
  return new Map(kept.map(([cue], index) => [cue, index]));
}

/**
 * Logistic regression over the sentence that says most of each example, with a penalty on large
 * weights; steps as of Adagrad (Duchi, Hazan, Singer 2011). The same examples give the same model.
 */
export function fitModel(examples: readonly Example[]): Model {
  const numbers = numberCues(examples);
  const rows = examples
    .filter(({ sentences }) => sentences.length > 0)
    .map(({ sentences, isLabelled, share }) => ({
      isLabelled,
      share,
      sentences: sentences.map((cues) =>
        Int32Array.from(cues.map((cue) => numbers.get(cue)).filter((one) => one !== undefined)),
      ),
    }));
  const cues = [...numbers.keys()];
  const weights = Float64Array.from(cues, (cue) => BEGIN[cue] ?? 0);
  const penalties = Float64Array.from(cues, (cue) => PENALTY[kindOf(cue)]);
  const past = new Float64Array(cues.length).fill(1e-6);
  let bias = BEGIN_BIAS;
  let pastOfBias = 1e-6;
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = weights.map((weight, at) => weight * penalties[at]!);
    let slopeOfBias = 0;
    for (const { sentences, isLabelled, share } of rows) {
      const { most, score } = findMost(sentences, weights, bias);
      const error = share * (1 / (1 + Math.exp(-score)) - (isLabelled ? 1 : 0));
      for (const at of most) slope[at]! += error;
      slopeOfBias += error;
    }
    for (let at = 0; at < weights.length; at += 1) {
      past[at]! += slope[at]! ** 2;
      weights[at]! -= (STEP * slope[at]!) / Math.sqrt(past[at]!);
    }
    pastOfBias += slopeOfBias ** 2;
    bias -= (STEP * slopeOfBias) / Math.sqrt(pastOfBias);
  }
  return { bias, weights: new Map(cues.map((cue, at) => [cue, weights[at]!])) };
}

function findMost(
  sentences: readonly Int32Array[],
  weights: Float64Array,
  bias: number,
): { most: Int32Array; score: number } {
  let most = sentences[0]!;
  let score = -Infinity;
  for (const one of sentences) {
    let sum = bias;
    for (const at of one) sum += weights[at]!;
    if (sum > score) [most, score] = [one, sum];
  }
  return { most, score };
}

/** Below every threshold: nothing is said. */
const NOTHING = -99;

/** Logarithm of the odds of one sentence. */
export function scoreSentence({ bias, weights }: Model, cues: readonly string[]): number {
  return cues.reduce((total, cue) => total + (weights.get(cue) ?? 0), bias);
}

/** The sentence that says most, as the rule takes it. */
export function scoreReply(model: Model, sentences: readonly string[][]): number {
  return Math.max(NOTHING, ...sentences.map((cues) => scoreSentence(model, cues)));
}
