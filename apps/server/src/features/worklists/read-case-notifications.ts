import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { tellUnread } from './notification-consumer.ts';
import { markRead } from './notification-store.ts';
import { listUnreadOfCase } from './notification-views.ts';

/**
 * Whoever has read a case knows what its notifications would tell: they are marked as read, and all
 * desks of the member count anew.
 */
export async function readCaseNotifications(
  tx: Tx,
  reader: MemberActor,
  caseId: string,
  now: Date,
): Promise<void> {
  const ids = await listUnreadOfCase(tx, reader.id, caseId);
  if (ids.length === 0) return;
  await markRead(tx, reader.id, ids, now);
  await tellUnread(tx, reader);
}
