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
  follow(desk: Desk, onClose: (closed: () => void) => void): void;
  /** Begins to say that this process lives. */
  start(): void;
  /** Resolves when what opened and closed so far is written. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface Desk {
  accountId: string;
  memberId: string;
}

interface OpenDesks extends Desk {
  count: number;
}

const keyOf = ({ accountId, memberId }: Desk) => `${accountId}:${memberId}`;

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

  function opened({ accountId, memberId }: Desk): void {
    write(accountId, (tx) => openConnection(tx, memberId, processId, clock.now()));
  }

  function closed(desks: OpenDesks): void {
    if (--desks.count > 0 || stopped) return;
    open.delete(keyOf(desks));
    gone(desks);
  }

  function gone({ accountId, memberId }: Desk): void {
    write(accountId, async (tx) => {
      await closeConnection(tx, memberId, processId);
      await noteGone(tx, [memberId], clock.now());
    });
  }

  async function beat(): Promise<void> {
    await queue;
    const known = await db.withSystem((tx) => keepConnections(tx, processId, clock.now()));
    const written = known.map((row) => ({ accountId: row.account_id, memberId: row.member_id }));
    const keys = new Set(written.map(keyOf));
    // Taken for dead while the machine slept, or not written while the database was away.
    for (const [key, desks] of open) if (!keys.has(key)) opened(desks);
    for (const desk of written) if (!open.has(keyOf(desk))) gone(desk);
  }

  return {
    follow({ accountId, memberId }, onClose) {
      const desks = open.get(keyOf({ accountId, memberId })) ?? { accountId, memberId, count: 0 };
      open.set(keyOf(desks), desks);
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
