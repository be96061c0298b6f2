import type { Step, WordSet } from '../engine/match-words.ts';

/** The words of one language in which we say what we did, will do, or want to know. */
export interface ActPatterns {
  ourselves: WordSet;
  /** Others of our side: what they do for the contact we carry out. */
  ours: WordSet;
  perfect: WordSet;
  future: WordSet;
  doneEnding: RegExp;
  done: WordSet;
  /** Done, but nothing came of it: received, noted, understood. */
  vagueDone: WordSet;
  /** Will be done, but nobody could say what: look into, check, help. */
  vague: WordSet;
  results: readonly Step[][];
  /** We hand it on ourselves, or call ourselves. */
  takeovers: readonly Step[][];
  asks: readonly Step[][];
  instructs: readonly Step[][];
  /** A sentence of these words only soothes. */
  soothing: WordSet;
}
