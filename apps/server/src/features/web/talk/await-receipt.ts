import type { Database } from '../../../platform/db/database.ts';
import { takenUpEvery_ms } from '../web-limits.ts';
import { findReceiptState } from './web-conversation-views.ts';

/** Waits for receipts to be taken up: told by the intake of this process, else by looking. */
export interface ReceiptWaits {
  /** The intake ended with this receipt. */
  onTakenUp(receiptId: string): void;
  /** False where it took longer than this. */
  wait(db: Database, accountId: string, receiptId: string, within_ms: number): Promise<boolean>;
}

/** Waits of this process. */
export function createReceiptWaits(): ReceiptWaits {
  const waits = new Map<string, () => void>();
  return {
    onTakenUp: (receiptId) => waits.get(receiptId)?.(),
    async wait(db, accountId, receiptId, within_ms) {
      const until = performance.now() + within_ms;
      while (performance.now() < until) {
        const state = await db.withAccount(accountId, (tx) => findReceiptState(tx, receiptId));
        if (state && state.state !== 'stored') return true;
        const rest_ms = until - performance.now();
        if (rest_ms > 0) await napUntilTold(waits, receiptId, Math.min(takenUpEvery_ms, rest_ms));
      }
      return false;
    },
  };
}

async function napUntilTold(
  waits: Map<string, () => void>,
  receiptId: string,
  most_ms: number,
): Promise<void> {
  const told = Promise.withResolvers<void>();
  const timer = setTimeout(told.resolve, most_ms);
  waits.set(receiptId, told.resolve);
  await told.promise;
  clearTimeout(timer);
  if (waits.get(receiptId) === told.resolve) waits.delete(receiptId);
}
