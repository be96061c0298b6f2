import type { Database } from '../../../platform/db/database.ts';
import { deleteGrantsOf } from '../talk/web-grant-store.ts';
import { deleteOpenedBy } from '../talk/web-conversation-store.ts';
import { deleteVisitor } from './visitor-store.ts';
import { deleteSessionsOf } from './web-session-store.ts';

/**
 * Throws away what a live test of the channel left: its visitor with session and conversation.
 * Throws, and leaves everything, where something was said there: rows refer to it then.
 */
export async function forgetTestVisitor(
  db: Database,
  accountId: string,
  visitorId: string,
): Promise<void> {
  await db.withAccount(accountId, async (tx) => {
    await deleteGrantsOf(tx, visitorId);
    await deleteSessionsOf(tx, visitorId);
    await deleteOpenedBy(tx, visitorId);
    await deleteVisitor(tx, visitorId);
  });
}
