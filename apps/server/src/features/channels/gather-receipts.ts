import { DatabaseAway } from '../../platform/db/database-away.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Gatherer, gatherWork } from '../../platform/gather-work.ts';
import { insertReceipts, type NewReceipt } from './receipt-store.ts';

/** Receipts in one transaction; few senders have more connections to us at a time. */
const TOGETHER_MAX = 16;

interface Waiting {
  receipt: NewReceipt;
  done: PromiseWithResolvers<string | null>;
}

const gatherers = new WeakMap<Database, Gatherer<Waiting>>();

/**
 * Writes a receipt and commits, together with others of the account that came while the ones before
 * were being written: one commit and one wait for the disk for all of them. Null where one with the
 * same bytes or the same key stands on this channel: then `recogniseReceipt` tells which.
 */
export function addReceipt(
  db: Database,
  accountId: string,
  receipt: NewReceipt,
): Promise<string | null> {
  const gatherer = gatherers.get(db) ?? gatherWork((id, waiting) => writeTogether(db, id, waiting));
  gatherers.set(db, gatherer);
  const done = Promise.withResolvers<string | null>();
  gatherer.add(accountId, { receipt, done });
  return done.promise;
}

async function writeTogether(db: Database, accountId: string, waiting: Waiting[]): Promise<void> {
  const batch = waiting.splice(0, TOGETHER_MAX);
  const write = async (some: readonly Waiting[]) => {
    const receipts = some.map((one) => one.receipt);
    const ids = await db.withAccount(accountId, (tx) => insertReceipts(tx, receipts));
    for (const [index, one] of some.entries()) one.done.resolve(ids[index] ?? null);
  };
  try {
    await write(batch);
  } catch (error) {
    if (batch.length === 1 || error instanceof DatabaseAway) {
      return batch.forEach((one) => one.done.reject(error));
    }
    // One that cannot be written takes no other with it.
    await Promise.all(batch.map((one) => write([one]).catch(one.done.reject)));
  }
}
