/** One line to the person who runs the bench. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** p50, p95 and p99 of some durations in milliseconds. */
export function presentSpread(durations_ms: readonly number[]): string {
  if (durations_ms.length === 0) return 'nothing measured';
  const sorted = durations_ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (n = ${sorted.length})`;
}

/** So many in so much time. */
export function presentRate(count: number, duration_ms: number): string {
  return `${((count / duration_ms) * 1_000).toFixed(0)}/s`;
}
