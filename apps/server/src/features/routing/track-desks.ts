import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import type { Log } from '../../platform/log/log.ts';
import { startWatch } from '../../platform/start-watch.ts';
import { closeConnection, keepConnections, openConnection } from './availability-store.ts';
import { seen_ms } from './routing-limits.ts';
import { noteGone } from './watch-routing.ts';

export interface DeskTracking {
  /** A desk opened; `onClose` is asked to call back when it closes. */
  follow(
    desk: { accountId: string; memberId: string },
    onClose: (closed: () => void) => void,
  ): void;
  /** Begins to say that this process lives. */
  start(): void;
  /** Resolves when what opened and closed so far is written. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface OpenDesks {
  accountId: string;
  memberId: string;
  count: number;
}

/**
 * Writes down which members have a desk open at this process. A process that is stopped or killed
 * leaves its rows: they end some seconds later, unless the desk has connected again by then.
 */
export function trackDesks(deps: { db: Database; clock: Clock; log: Log }): DeskTracking {
  const { db, clock, log } = deps;
  const processId = newId();
  const open = new Map<string, OpenDesks>();
  let queue: Promise<void> = Promise.resolve();
  let beating: { stop(): Promise<void> } | null = null;
  let stopped = false;

  function write(accountId: string, act: Parameters<typeof db.withAccount<void>>[1]): void {
    queue = queue
      .then(() => db.withAccount(accountId, act))
      .catch((error: unknown) => {
        if (!stopped) log.error({ err: error }, 'It was not written down that a desk is open.');
      });
  }

  function opened({ accountId, memberId }: OpenDesks): void {
    write(accountId, (tx) => openConnection(tx, memberId, processId, clock.now()));
  }

  function closed(desks: OpenDesks): void {
    if (--desks.count > 0 || stopped) return;
    const { accountId, memberId } = desks;
    open.delete(`${accountId}:${memberId}`);
    write(accountId, async (tx) => {
      await closeConnection(tx, memberId, processId);
      await noteGone(tx, [memberId], clock.now());
    });
  }

  async function beat(): Promise<void> {
    await queue;
    const known = await db.withSystem((tx) => keepConnections(tx, processId, clock.now()));
    // Taken for dead while the machine slept: those that are still here are written again.
    if (known < open.size) for (const desks of open.values()) opened(desks);
  }

  return {
    follow({ accountId, memberId }, onClose) {
      const key = `${accountId}:${memberId}`;
      const desks = open.get(key) ?? { accountId, memberId, count: 0 };
      open.set(key, desks);
      if (++desks.count === 1) opened(desks);
      onClose(() => closed(desks));
    },
    start() {
      const onError = (error: unknown) =>
        log.error({ err: error }, 'It was not written down which desks are open.');
      beating ??= startWatch({ every_ms: seen_ms, look: beat, onError });
    },
    settle: () => queue,
    async stop() {
      stopped = true;
      await beating?.stop();
      await queue;
    },
  };
}
