import { wilsonInterval } from '../../platform/share-rules.ts';

export interface ScoreCount {
  score: number;
  cases: number;
  wentBad: number;
}

export interface CalibrationRow extends ScoreCount {
  share: number;
  low: number;
  high: number;
}

/** The scores that were seen, each with the share that went bad and its interval. */
export function calibrate(counts: readonly ScoreCount[]): CalibrationRow[] {
  return counts
    .filter((one) => one.cases > 0)
    .toSorted((a, b) => a.score - b.score)
    .map((one) => {
      const interval = wilsonInterval(one.wentBad, one.cases)!;
      return { ...one, share: one.wentBad / one.cases, ...interval };
    });
}
