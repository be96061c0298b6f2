import { HOUR_MS } from '@earshot/contract/durations.ts';
import type { Log } from './log/log.ts';

/** After the start the machine has better things to do. */
const FIRST_MS = 60_000;

/** Runs chores a minute after the start and then each hour; one that fails is tried in an hour. */
export function runHourly(
  chores: Readonly<Record<string, () => Promise<unknown>>>,
  log: Log,
): { stop(): void } {
  async function run(): Promise<void> {
    for (const [name, chore] of Object.entries(chores)) {
      await chore().catch((error: unknown) =>
        log.error({ err: error, chore: name }, 'A chore failed.'),
      );
    }
  }
  const first = setTimeout(() => void run(), FIRST_MS);
  const timer = setInterval(() => void run(), HOUR_MS);
  first.unref();
  timer.unref();
  return {
    stop() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}
