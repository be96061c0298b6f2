import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { readArrivalTime } from '../features/channels/read-arrival-time.ts';
import {
  type ImportedOther,
  type ImportedPiece,
  readMailFolder,
} from '../features/channels/email/receive/read-mail-folder.ts';
import { storeReceipt } from '../features/channels/store-receipt.ts';
import type { Installation } from './open-installation.ts';
import type { OperatedAccount } from './operated-account.ts';
import { startWorkbench } from './work-without-server.ts';

/** What became of an import; everything that was read is in exactly one of the first three. */
export interface ImportCounts {
  /** receipts + duplicates + failed. */
  read: number;
  /** Newly stored. */
  receipts: number;
  /** The same bytes were there before. */
  duplicates: number;
  /** No mail, too large, not readable, or not stored. */
  failed: number;
  /** Opened by this import. */
  cases: number;
  /** Begun by this import. */
  conversations: number;
  /** Wait for a click on where they belong. */
  held: number;
}

export interface ImportFailure {
  readonly path: string;
  readonly reason: ImportedOther['reason'] | 'not_stored';
  readonly words: string | null;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'understanding';
  readonly done: number;
  /** 0: not known. */
  readonly total: number;
}

export interface ImportInput {
  readonly paths: readonly string[];
  readonly channelId: string;
  /** Whether to wait until every mail stands in a case. */
  readonly waits: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly onFailure: (failure: ImportFailure) => void;
}

export interface ImportedMails {
  readonly counts: ImportCounts;
  /** Stored, but not understood for good; their reasons are with the receipts. */
  readonly notUnderstood: number;
  /** Stored and still waiting when the waiting was given up or not wanted. */
  readonly waiting: number;
}

/** Files written side by side: the disk syncs several at once about as fast as one. */
const PARALLEL_MAX = 8;
/** So many failures in a row mean that nothing can be stored at all. */
const FAILURES_IN_A_ROW_MAX = 10;
const LOOK_EVERY_MS = 300;
/** Without any progress for this long the waiting is given up; nothing is lost by that. */
const STANDSTILL_MS = 5 * 60_000;
const IDS_AT_ONCE = 1_000;

/**
 * Stores every mail under the paths as a receipt, then waits until they are understood: by the
 * running server, or here where none runs. Doing it again is harmless: what is there already counts
 * as a duplicate, so an interrupted import goes on by running it again.
 */
export async function importMail(
  installation: Installation,
  account: OperatedAccount,
  input: ImportInput,
): Promise<ImportedMails> {
  const bench = installation.server ? null : startWorkbench(installation);
  try {
    const stored = await storeAll(installation, account, input, () => bench?.intake.wake());
    const waiting = input.waits
      ? await waitUntilUnderstood(installation, account, stored, input)
      : null;
    const made = await countMade(installation, account, stored.ids);
    const { read, duplicates, failed } = stored;
    return {
      counts: {
        read,
        receipts: stored.ids.length,
        cases: made.cases,
        conversations: made.conversations,
        held: made.held,
        failed,
        duplicates,
      },
      notUnderstood: made.notUnderstood,
      waiting: waiting ?? made.waiting,
    };
  } finally {
    await bench?.stop();
  }
}

interface Stored {
  read: number;
  duplicates: number;
  failed: number;
  readonly ids: string[];
}

async function storeAll(
  installation: Installation,
  account: OperatedAccount,
  input: ImportInput,
  onStored: () => void,
): Promise<Stored> {
  const { db, storage } = installation;
  const stored: Stored = { read: 0, duplicates: 0, failed: 0, ids: [] };
  const active = new Set<Promise<void>>();
  let failuresInARow = 0;
  let last: unknown = null;
  const store = async (piece: Extract<ImportedPiece, { kind: 'mail' }>) => {
    try {
      const { receiptId, duplicate } = await storeReceipt(
        { db, storage, onStored },
        {
          accountId: account.id,
          channelId: input.channelId,
          source: 'import',
          externalKey: piece.externalKey,
          raw: piece.raw,
          envelope: null,
          receivedAt: readArrivalTime(piece.raw, new Date(), piece),
        },
      );
      if (duplicate) stored.duplicates += 1;
      else stored.ids.push(receiptId);
      failuresInARow = 0;
    } catch (error) {
      stored.failed += 1;
      failuresInARow += 1;
      last = error;
      const words = error instanceof Error ? error.message : String(error);
      input.onFailure({ path: nameOf(piece), reason: 'not_stored', words });
    }
  };
  for (const path of input.paths) {
    for await (const piece of readMailFolder(path)) {
      if (input.signal.aborted || failuresInARow >= FAILURES_IN_A_ROW_MAX) break;
      stored.read += 1;
      if (piece.kind === 'other') {
        stored.failed += 1;
        input.onFailure({ path: nameOf(piece), reason: piece.reason, words: null });
      } else {
        const work: Promise<void> = store(piece).finally(() => active.delete(work));
        active.add(work);
        if (active.size >= PARALLEL_MAX) await Promise.race(active);
      }
      input.onProgress({ phase: 'reading', done: stored.read, total: 0 });
    }
  }
  await Promise.all(active);
  if (failuresInARow >= FAILURES_IN_A_ROW_MAX) throw last;
  return stored;
}

function nameOf(piece: ImportedPiece): string {
  return piece.offset === 0 ? piece.path : `${piece.path} at byte ${piece.offset}`;
}

/** Resolves with how many are still waiting: 0, unless nothing moved for long. */
async function waitUntilUnderstood(
  { db }: Installation,
  account: OperatedAccount,
  stored: Stored,
  input: ImportInput,
): Promise<number> {
  const total = stored.ids.length;
  if (total === 0) return 0;
  const first = stored.ids.reduce((a, b) => (a < b ? a : b));
  let left = total;
  let movedAt = Date.now();
  while (!input.signal.aborted) {
    const { rows } = await db.withAccount(account.id, (tx) =>
      sql<{ count: number }>`select count(*) from receipts
        where account_id = ${account.id} and state = 'stored' and id >= ${first}
          and channel_id = ${input.channelId} and source = 'import'`.execute(tx.db),
    );
    const now = rows[0]!.count;
    if (now !== left) movedAt = Date.now();
    left = now;
    input.onProgress({ phase: 'understanding', done: total - Math.min(left, total), total });
    if (left === 0 || Date.now() - movedAt > STANDSTILL_MS) break;
    await pause(LOOK_EVERY_MS);
  }
  return left;
}

interface Made {
  cases: number;
  conversations: number;
  held: number;
  notUnderstood: number;
  waiting: number;
}

/** What the receipts led to; a case counts where one of them is its first message. */
async function countMade(
  { db }: Installation,
  account: OperatedAccount,
  ids: readonly string[],
): Promise<Made> {
  const made: Made = { cases: 0, conversations: 0, held: 0, notUnderstood: 0, waiting: 0 };
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const some = ids.slice(from, from + IDS_AT_ONCE);
    const rows = await db.withAccount(account.id, async (tx) => {
      const result = await sql<Made>`
        select count(*) filter (where r.state = 'held') as held,
          count(*) filter (where r.state = 'failed') as "notUnderstood",
          count(*) filter (where r.state = 'stored') as waiting,
          count(*) filter (where m.seq = 1) as conversations,
          count(*) filter (where m.seq = 1 and not exists (
            select from conversations c where c.account_id = m.account_id
              and c.case_id = m.case_id and c.id < m.conversation_id)) as cases
        from receipts r
        left join messages m on m.account_id = r.account_id and m.receipt_id = r.id
        where r.account_id = ${account.id} and r.id = any(${some})`.execute(tx.db);
      return result.rows;
    });
    for (const key of Object.keys(made) as (keyof Made)[]) made[key] += rows[0]![key];
  }
  return made;
}
