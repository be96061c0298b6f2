import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CrowdHeard, CrowdOrder, Seat } from './visitor-crowd.ts';

export interface Visitors {
  /** What they heard since they were asked last. */
  report(): Promise<CrowdHeard>;
  /** Cuts some lines at once; resolves when all are back. */
  cut(count: number): Promise<void>;
  close(): Promise<void>;
}

const PROCESSES = 2;

/** Connects everybody, from processes of their own; resolves when all are live. */
export async function openVisitors(
  url: string,
  seats: readonly Seat[],
  isRaw: boolean,
): Promise<Visitors> {
  const each = Math.ceil(seats.length / PROCESSES);
  const crowds = Array.from({ length: PROCESSES }, () =>
    fork(join(import.meta.dirname, 'visitor-crowd.ts'), { execArgv: [] }),
  );
  // Each order listens for their end.
  for (const crowd of crowds) crowd.setMaxListeners(0);
  const tell = (find: (part: number) => CrowdOrder) =>
    Promise.all(crowds.map((crowd, part) => order(crowd, find(part))));
  await tell((part) => {
    const own = seats.slice(part * each, (part + 1) * each);
    return { type: 'open', url: url.replace(/^http/, 'ws'), isRaw, seats: own };
  });
  return {
    async report() {
      const parts = (await tell(() => ({ type: 'report' }))) as CrowdHeard[];
      const sum = (pick: (part: CrowdHeard) => number) =>
        parts.reduce((all, part) => all + pick(part), 0);
      return {
        received: sum((part) => part.received),
        lost: sum((part) => part.lost),
        gaps: sum((part) => part.gaps),
        doubles: sum((part) => part.doubles),
        latencies_ms: parts.flatMap((part) => part.latencies_ms),
        firstAt: Math.min(...parts.map((part) => part.firstAt ?? Infinity)),
        lastAt: Math.max(...parts.map((part) => part.lastAt)),
        sample: parts.find((part) => part.sample)?.sample ?? '',
        seqs: parts.flatMap((part) => part.seqs),
      };
    },
    cut: async (count) =>
      void (await tell(() => ({ type: 'cut', count: Math.ceil(count / PROCESSES) }))),
    async close() {
      const ended = crowds.map((crowd) => once(crowd, 'exit'));
      for (const crowd of crowds) crowd.disconnect();
      await Promise.all(ended);
    },
  };
}

async function order(crowd: ChildProcess, wanted: CrowdOrder): Promise<unknown> {
  crowd.send(wanted);
  const ended = once(crowd, 'exit').then((): never => {
    throw new Error('A process of visitors ended.');
  });
  const [told] = (await Promise.race([once(crowd, 'message'), ended])) as [
    { answer?: unknown; error?: string },
  ];
  if (told.error) throw new Error(told.error);
  return told.answer;
}
