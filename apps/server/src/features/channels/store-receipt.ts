import type { Database } from '../../platform/db/database.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import type { Arrival, StoredArrival } from './email/receive/inlet.ts';
import { addReceipt } from './gather-receipts.ts';
import { findReceiptOfKey, type NewReceipt, recogniseReceipt } from './receipt-store.ts';

export interface StoreReceiptDeps {
  db: Database;
  storage: FileStorage;
  /** Called after the commit: the intake looks for work. */
  onStored: () => void;
}

/**
 * Bytes on disk (fsync), then the receipt row (commit): only when this resolves may the outside be
 * told "accepted". A death in between leaves a file without a row and a sender who tries again.
 */
export async function storeReceipt(
  deps: StoreReceiptDeps,
  arrival: Arrival,
): Promise<StoredArrival> {
  const { db } = deps;
  const { accountId, envelope, channelId, source, externalKey, receivedAt } = arrival;
  const { sha256, sizeBytes } = await deps.storage.put(arrival.raw);
  const receipt: NewReceipt = {
    channelId,
    source,
    externalKey,
    sha256,
    sizeBytes,
    envelope: envelope && { ...envelope, to: [...envelope.to] },
    receivedAt,
  };
  const insert = (change: { externalKey?: null }) =>
    addReceipt(db, accountId, { ...receipt, ...change });
  let receiptId = await insert({});
  if (receiptId === null) {
    const known = await db.withAccount(accountId, (tx) => recogniseReceipt(tx, receipt));
    if (known) return { receiptId: known, duplicate: true };
    const named = arrival.keyDecides
      ? await db.withAccount(accountId, (tx) => findReceiptOfKey(tx, receipt))
      : null;
    if (named) return { receiptId: named, duplicate: true };
    // A key that comes again with other bytes (a mailbox re-numbered behind our back) is a receipt
    // without key: losing the key costs a look-up, losing the bytes would cost a message.
    receiptId = await insert({ externalKey: null });
  }
  if (receiptId === null) throw new Error('A receipt vanished while it was being written');
  deps.onStored();
  return { receiptId, duplicate: false };
}
