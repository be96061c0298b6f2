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
    return this.#numbers.includes(numberOfCue(cue));
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
export function hasCue({ own, around, shared }: Cues, cue: string): boolean {
  return own.has(cue) || around.has(cue) || shared?.has(cue) === true;
}
