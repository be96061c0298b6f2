import type { ImapFlow } from 'imapflow';
import { makeExternalKey } from './imap-cursor.ts';
import type { ImapCursor } from './imap-cursor.ts';
import type { ListUnstoredKeys } from './inlet.ts';
import { makeUidTest } from './uid-set.ts';

/** Keys asked for at once: one query. */
const keysAtOnce = 1000;

/** What is on the server, compared with what is with us. */
export interface Reconciliation {
  /** All UIDs on the server. */
  readonly uids: readonly number[];
  /** Behind the cursor, but without a receipt: lost on our side, or a known gap. */
  readonly unstored: readonly number[];
  /** Behind the cursor, with a receipt. */
  readonly stored: readonly number[];
  /** Mails that came after the cursor and are fetched next. */
  readonly ahead: number;
}

/**
 * Compares every mail on the server with our receipts, not with the cursor, so that a wrong cursor
 * cannot hide a lost mail.
 */
export async function reconcileMailbox(
  client: ImapFlow,
  cursor: ImapCursor,
  listUnstoredKeys: ListUnstoredKeys,
): Promise<Reconciliation> {
  const uids = ((await client.search({ all: true }, { uid: true })) || []).toSorted(
    (a, b) => a - b,
  );
  const behind = uids.filter((uid) => uid <= cursor.lastUid);
  const isShared = makeUidTest(cursor.shared);
  const uidsByKey = new Map(
    behind.filter((uid) => !isShared(uid)).map((uid) => [makeExternalKey(cursor, uid), uid]),
  );
  const keys = [...uidsByKey.keys()];
  const unstored = new Set<number>();
  for (let start = 0; start < keys.length; start += keysAtOnce) {
    for (const key of await listUnstoredKeys(keys.slice(start, start + keysAtOnce))) {
      unstored.add(uidsByKey.get(key)!);
    }
  }
  return {
    uids,
    unstored: [...unstored],
    stored: behind.filter((uid) => !unstored.has(uid)),
    ahead: uids.length - behind.length,
  };
}
