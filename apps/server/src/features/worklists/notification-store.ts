import './notification-tables.ts';
import type { Notification } from '@earshot/contract/reply-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';

export interface NewNotification {
  memberId: string;
  kind: Notification['kind'];
  caseId: string;
  actorName: string;
  /** The event it tells of: the same one is told once. */
  eventId: string;
  at: Date;
}

/** Tells a member; false if they were told of this event before. */
export async function insertNotification(tx: Tx, told: NewNotification): Promise<boolean> {
  const added = await tx.db
    .insertInto('notifications')
    .values({
      account_id: tx.accountId,
      id: newId(),
      member_id: told.memberId,
      kind: told.kind,
      case_id: told.caseId,
      actor_name: told.actorName,
      event_id: told.eventId,
      created_at: told.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Marks a member’s unread notifications as read, those named or all; answers how many. */
export async function markRead(
  tx: Tx,
  memberId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<number> {
  let query = tx.db
    .updateTable('notifications')
    .set({ read_at: at })
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('read_at', 'is', null);
  if (ids) query = query.where((where) => where('id', '=', where.fn.any(where.val([...ids]))));
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
