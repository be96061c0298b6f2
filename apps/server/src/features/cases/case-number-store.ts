import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/** Numbers taken at once; a killed process leaves at most this many unused. */
const BLOCK = 16;

interface Block {
  next: number;
  end: number;
  /** Taken for a mail that then joined a case; given out again first. */
  back: number[];
}

const blocks = new WeakMap<Database, Map<string, Block>>();
const pending = new WeakMap<Database, Map<string, Promise<void>>>();

/**
 * The next number for a case of the account. Numbers come in blocks from a counter that is locked
 * only for its own short transaction, so that cases being opened do not queue behind one another;
 * the price is an unused number now and then.
 */
export async function takeCaseNumber(db: Database, accountId: string): Promise<number> {
  const mine = blocks.get(db) ?? new Map<string, Block>();
  blocks.set(db, mine);
  for (;;) {
    const block = mine.get(accountId);
    const back = block?.back.shift();
    if (back !== undefined) return back;
    if (block && block.next <= block.end) return block.next++;
    await refill(db, accountId, mine);
  }
}

/** Gives a number back that no case was opened with, once that is certain. */
export function returnCaseNumber(db: Database, accountId: string, number: number): void {
  blocks.get(db)?.get(accountId)?.back.push(number);
}

async function refill(db: Database, accountId: string, mine: Map<string, Block>): Promise<void> {
  const waiting = pending.get(db) ?? new Map<string, Promise<void>>();
  pending.set(db, waiting);
  let refilling = waiting.get(accountId);
  if (!refilling) {
    refilling = takeBlock(db, accountId)
      .then((end) => {
        const back = mine.get(accountId)?.back ?? [];
        mine.set(accountId, { next: end - BLOCK + 1, end, back });
      })
      .finally(() => waiting.delete(accountId));
    waiting.set(accountId, refilling);
  }
  await refilling;
}

/** The last number of a new block; ours only once the commit was answered. */
function takeBlock(db: Database, accountId: string): Promise<number> {
  return db.withAccount(accountId, async (tx) => {
    const { rows } = await sql<{ value: number }>`
      insert into account_counters as c (account_id, name, value)
      values (${accountId}, 'case', ${1000 + BLOCK})
      on conflict (account_id, name) do update set value = c.value + ${BLOCK}
      returning value`.execute(tx.db);
    return rows[0]!.value;
  });
}
