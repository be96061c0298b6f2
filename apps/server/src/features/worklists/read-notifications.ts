import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { markRead } from './notification-store.ts';
import { listUnreadOfCase } from './notification-views.ts';

/** Marks notifications of the member as read, those named or all; all their desks count anew. */
export async function readNotifications(
  tx: Tx,
  reader: MemberActor,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  if ((await markRead(tx, reader.id, ids, now)) === 0) return;
  await emitEvent(tx, reader, {
    name: 'notification.read',
    subjectId: null,
    facts: { member_ids: [reader.id] },
  });
}

/** Whoever has read a case knows what its notifications would tell: they are read too. */
export async function readCaseNotifications(
  tx: Tx,
  reader: MemberActor,
  caseId: string,
  now: Date,
): Promise<void> {
  const ids = await listUnreadOfCase(tx, reader.id, caseId);
  if (ids.length > 0) await readNotifications(tx, reader, ids, now);
}
