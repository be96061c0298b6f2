// reads: cases, members
import type { Notification } from '@earshot/contract/reply-contract.ts';
import { sql } from 'kysely';
import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import type { NotificationKind } from './notification-store.ts';
import { notificationsMax } from './worklist-limits.ts';

interface NotificationRow {
  id: string;
  kind: NotificationKind;
  case_id: string;
  case_number: number;
  case_subject: string;
  actor_name: string;
  created_at: Date;
  read_at: Date | null;
}

/** What the member should know, newest first; of cases that they may still see. */
export async function listNotifications(
  tx: Tx,
  actor: MemberActor,
): Promise<{ items: Notification[]; unread: number }> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<NotificationRow>`
    select n.id, n.kind, n.case_id, c.number as case_number, c.subject as case_subject,
      n.actor_name, n.created_at, n.read_at
    from notifications n join cases c on c.account_id = n.account_id and c.id = n.case_id
    where n.account_id = ${tx.accountId} and n.member_id = ${actor.id}
      and c.deleted_at is null and ${visibleCases(actor, hidden)}
    order by n.id desc limit ${sql.lit(notificationsMax)}`.execute(tx.db);
  return {
    items: rows.map((row) => ({
      ...row,
      created_at: row.created_at.toISOString(),
      read_at: row.read_at?.toISOString() ?? null,
    })),
    unread: await countUnread(tx, actor.id),
  };
}

/** Unread notifications of a member about cases that were not removed. */
export async function countUnread(tx: Tx, memberId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notifications n
    join cases c on c.account_id = n.account_id and c.id = n.case_id
    where n.account_id = ${tx.accountId} and n.member_id = ${memberId}
      and n.read_at is null and c.deleted_at is null`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/** Who is responsible for the case, or for the one it was merged into; null: nobody. */
export async function findAssignee(
  tx: Tx,
  caseId: string,
): Promise<{ caseId: string; memberId: string } | null> {
  const { rows } = await sql<{ id: string; assignee_id: string | null }>`
    select kept.id, kept.assignee_id from cases c
    join cases kept on kept.account_id = c.account_id and kept.id = coalesce(c.merged_into_id, c.id)
    where c.account_id = ${tx.accountId} and c.id = ${caseId}
      and kept.deleted_at is null`.execute(tx.db);
  const [row] = rows;
  return row?.assignee_id ? { caseId: row.id, memberId: row.assignee_id } : null;
}

/** Whether a member is there and not deactivated. */
export async function isActiveMember(tx: Tx, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from members
    where account_id = ${tx.accountId} and id = ${memberId} and deactivated_at is null`.execute(
    tx.db,
  );
  return rows.length > 0;
}
