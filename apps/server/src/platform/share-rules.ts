/** z of a 95 % interval of the normal distribution. */
const Z_95 = 1.96;

export interface Interval {
  low: number;
  high: number;
}

/**
 * Wilson’s interval of a share of `hits` among `count` (95 % by default): centre
 * (p + z²/2n) / (1 + z²/n), half-width z √(p(1−p)/n + z²/4n²) / (1 + z²/n). Null where nothing was
 * counted. Source: Wilson 1927; design/algorithms.md 4.1.
 */
export function wilsonInterval(hits: number, count: number, z: number = Z_95): Interval | null {
  if (count <= 0) return null;
  const share = hits / count;
  const spread = (z * z) / count;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count))) / (1 + spread);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
