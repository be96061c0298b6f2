import { setTimeout as sleep } from 'node:timers/promises';

/** Starts `count` pieces of work at a rate (per second), whether or not earlier ones have ended. */
export async function pace(
  rate: number,
  count: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const running: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const due_ms = started + (index * 1_000) / rate - performance.now();
    if (due_ms > 0) await sleep(due_ms);
    running.push(work(index).catch((error: unknown) => void failures.push(error)));
  }
  await Promise.all(running);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${count} failed`);
}
