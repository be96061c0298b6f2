import { systemActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import type { Log } from '../../../platform/log/log.ts';
import { startWatch, waitUntil, type Watch } from '../../../platform/start-watch.ts';
import { savePromiseSettings } from '../figures/promise-settings-store.ts';
import {
  breakPromiseRows,
  listToLookAt,
  lockLookedAt,
  type PromiseRow,
  warnPromiseRows,
} from './promise-store.ts';
import { listTeamReaders } from './warned-views.ts';

/** Warned and broken within a second of the due time: half of it is spent waiting at worst. */
const LOOK_MS = 500;
/** Where nothing is due sooner; another process may have promised something for a nearer time. */
const LOOK_LATEST_MS = 2_000;
/**
 * More than these at once, as after an import, are told to whoever is responsible only: the page
 * Promises shows them all, and nobody reads hundreds of notifications.
 */
const TOLD_ONE_BY_ONE_MAX = 50;
/** Rows in one transaction: some 20 ms of work. */
const BATCH_MAX = 500;

/** Longer than writing a demo world takes; whoever dies over it leaves no account unwatched. */
const LEFT_ALONE_MS = 15 * 60_000;

/**
 * Keeps every process from looking at the promises of an account whose past is being written;
 * answers how to end it.
 */
export async function leaveAlone(
  db: Database,
  accountId: string,
  now: Date,
): Promise<() => Promise<void>> {
  const leave = (until: Date | null) =>
    db.withAccount(accountId, (tx) => savePromiseSettings(tx, { unwatched_until: until }));
  await leave(new Date(now.getTime() + LEFT_ALONE_MS));
  return () => leave(null);
}

/**
 * Looks at promises when their time comes: first tells that one looks unkept, then that it is
 * broken. One look is one scan of the due end of an index, whatever number of clocks is open.
 */
export function startPromiseWatch(deps: { db: Database; clock: Clock; log: Log }): Watch {
  const { db, clock, log } = deps;
  return startWatch({
    every_ms: LOOK_MS,
    async look(isStopped) {
      let look: Awaited<ReturnType<typeof lookAtDue>>;
      let now: Date;
      do {
        now = clock.now();
        look = await lookAtDue(db, now);
      } while (look.found === BATCH_MAX && !isStopped());
      return look.found > 0 ? 0 : waitUntil(look.next, now, LOOK_LATEST_MS);
    },
    onError: (error) =>
      log.error({ err: error }, 'The watch over promises failed; it tries again.'),
  });
}

/** One batch of what must be looked at by now; answers how many rows, or when the next one is due. */
export async function lookAtDue(
  db: Database,
  now: Date,
): Promise<{ found: number; next: Date | null }> {
  const listed = await db.withSystem((tx) => listToLookAt(tx, now, BATCH_MAX));
  const due = listed.filter((one) => one.look_at <= now);
  const byAccount = Map.groupBy(due, (one) => one.account_id);
  for (const [accountId, rows] of byAccount) {
    const ids = rows.map((row) => row.id);
    await db.withAccount(accountId, (tx) => lookAtPromises(tx, ids, now));
  }
  return { found: due.length, next: listed[due.length]?.look_at ?? null };
}

/** Warns of and breaks the promises among these whose time has come. */
export async function lookAtPromises(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const rows = await lockLookedAt(tx, ids, now);
  const broken = rows.filter((row) => row.due_at <= now);
  const warned = rows.filter((row) => row.due_at > now);
  await breakPromiseRows(
    tx,
    broken.map((row) => row.id),
  );
  await warnPromiseRows(
    tx,
    warned.map((row) => row.id),
    now,
  );
  const readers =
    warned.length === 0 || warned.length > TOLD_ONE_BY_ONE_MAX
      ? new Map<string, string[]>()
      : await listTeamReaders(
          tx,
          warned.map((row) => row.case_id),
        );
  await emitEvent(
    tx,
    systemActor(tx.accountId, 'clock'),
    ...broken.map((row) => told('promise.broken', row)),
    ...warned.map((row) => told('promise.warned', row, readers.get(row.case_id))),
  );
}

function told(name: string, row: PromiseRow, memberIds?: readonly string[]): NewEvent {
  return {
    name,
    subjectId: row.case_id,
    facts: {
      promise_id: row.id,
      kind: row.kind,
      due_at: row.due_at.toISOString(),
      team_id: row.team_id,
      ...(memberIds ? { member_ids: memberIds } : {}),
    },
  };
}
