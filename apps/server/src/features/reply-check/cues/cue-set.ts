import type { CueWeights } from '../patterns/cue-weights.ts';
import { nameOfCue, numberOfCue } from './number-cues.ts';

/** The cues seen in a sentence, each once, by number. */
export class CueSet {
  readonly #numbers: number[] = [];
  #weighedBy: CueWeights | null = null;
  #sum = 0;

  add(cue: string): void {
    this.addNumber(numberOfCue(cue));
  }

  addNumber(cue: number): void {
    if (this.#numbers.includes(cue)) return;
    this.#numbers.push(cue);
    this.#weighedBy = null;
  }

  has(cue: string): boolean {
    return this.hasNumber(numberOfCue(cue));
  }

  hasNumber(cue: number): boolean {
    return this.#numbers.includes(cue);
  }

  /** Their names, for whoever fits weights. */
  names(): string[] {
    return this.#numbers.map(nameOfCue);
  }

  /** What they add together; remembered for the weights it was last asked for. */
  sum(by: CueWeights): number {
    if (this.#weighedBy === by) return this.#sum;
    let sum = 0;
    for (const cue of this.#numbers) sum += by.weights[cue] ?? 0;
    this.#weighedBy = by;
    this.#sum = sum;
    return sum;
  }
}

/** The cues of one sentence. */
export interface Cues {
  /** Of the sentence itself: the same wherever it stands. */
  own: CueSet;
  /** Of what surrounds it. */
  around: CueSet;
  /** Of what it shares with what was said before. */
  shared?: CueSet;
}

/** Whether a cue is seen. */
export function hasCue(cues: Cues, cue: string): boolean {
  return hasNumber(cues, numberOfCue(cue));
}

/** The same by its number. */
export function hasNumber({ own, around, shared }: Cues, cue: number): boolean {
  return own.hasNumber(cue) || around.hasNumber(cue) || shared?.hasNumber(cue) === true;
}
