// reads: cases
import type { Notification } from '@earshot/contract/reply-contract.ts';
import { sql } from 'kysely';
import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import { notificationsMax } from './worklist-limits.ts';

interface NotificationRow {
  id: string;
  kind: Notification['kind'];
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
    unread: await countUnread(tx, actor),
  };
}

/** Unread notifications of a member, of the cases that the list shows. */
export async function countUnread(tx: Tx, actor: MemberActor): Promise<number> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notifications n
    join cases c on c.account_id = n.account_id and c.id = n.case_id
    where n.account_id = ${tx.accountId} and n.member_id = ${actor.id}
      and n.read_at is null and c.deleted_at is null and ${visibleCases(actor, hidden)}`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

/** Unread notifications of a member about this case and those that were merged into it. */
export async function listUnreadOfCase(
  tx: Tx,
  memberId: string,
  caseId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.id from notifications n
    join cases c on c.account_id = n.account_id and c.id = n.case_id
    where n.account_id = ${tx.accountId} and n.member_id = ${memberId} and n.read_at is null
      and (c.id = ${caseId} or c.merged_into_id = ${caseId})`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** Who is responsible for the cases that events are about, or for those they were merged into. */
export async function findAssignees(
  tx: Tx,
  events: readonly { subject_id: string | null }[],
): Promise<Map<string, { caseId: string; memberId: string }>> {
  const ids = new Set(events.map((event) => event.subject_id).filter((id) => id !== null));
  // Lateral with limit: only ever index look-ups, also while the table has no statistics yet.
  const { rows } = await sql<{ subject_id: string; case_id: string; member_id: string }>`
    select subject.id as subject_id, kept.id as case_id, kept.assignee_id as member_id
    from unnest(${[...ids]}::uuid[]) as subject (id)
    cross join lateral (
      select coalesce(c.merged_into_id, c.id) as kept_id from cases c
      where c.account_id = ${tx.accountId} and c.id = subject.id limit 1
    ) c
    cross join lateral (
      select k.id, k.assignee_id from cases k
      where k.account_id = ${tx.accountId} and k.id = c.kept_id and k.deleted_at is null limit 1
    ) kept
    where kept.assignee_id is not null`.execute(tx.db);
  return new Map(
    rows.map((row) => [row.subject_id, { caseId: row.case_id, memberId: row.member_id }]),
  );
}
