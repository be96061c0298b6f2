import type { Database } from '../../platform/db/database.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import type { Arrival, StoredArrival } from './email/receive/inlet.ts';
import { insertReceipt } from './receipt-store.ts';

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
  const file = await deps.storage.put(arrival.raw);
  const { envelope } = arrival;
  const stored = await deps.db.withAccount(arrival.accountId, (tx) =>
    insertReceipt(tx, {
      channelId: arrival.channelId,
      source: arrival.source,
      externalKey: arrival.externalKey,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      envelope: envelope && { ...envelope, to: [...envelope.to] },
      receivedAt: arrival.receivedAt,
    }),
  );
  if (!stored.duplicate) deps.onStored();
  return stored;
}
