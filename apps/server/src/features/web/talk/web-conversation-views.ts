// reads: conversations, cases, case_promises, members, teams, accounts, messages, receipts
import '../web-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { listed_max } from '../web-limits.ts';

/** A conversation with what its visitor is told of the case. */
export interface ShownConversation {
  id: string;
  channel_id: string;
  conversation_id: string | null;
  case_id: string | null;
  /** The case that stays, where its own was merged. */
  kept_case_id: string | null;
  case_number: number | null;
  subject: string | null;
  status: 'open' | 'waiting' | 'resolved' | 'closed' | null;
  last_direction: 'in' | 'out' | null;
  served_by: 'bot' | 'people' | null;
  last_at: Date;
  last_seq: number;
  read_seq: number;
  agent_read_seq: number;
  unread: number;
  assignee_name: string | null;
  team_name: string | null;
  organisation: string;
  promise_words: string | null;
  promise_due_at: Date | null;
  email: string | null;
}

/** Which conversations: of a visitor, or by their ids whoever sees them. */
export type Wanted = { visitorId: string; ids?: readonly string[] } | { ids: readonly string[] };

/**
 * Conversations, the latest first. Those that nobody wrote in yet are left out unless they are
 * named. With a visitor only those that are theirs to see.
 */
export async function listShownConversations(tx: Tx, wanted: Wanted): Promise<ShownConversation[]> {
  const visitorId = 'visitorId' in wanted ? wanted.visitorId : null;
  const ids = wanted.ids ? [...wanted.ids] : null;
  // Only where it is wanted: beside an `or` it would be looked up for each conversation there is.
  const visible = sql`w.id in (select g.web_conversation_id from web_grants g
    where g.account_id = ${tx.accountId} and g.visitor_id = ${visitorId}::uuid)`;
  const { rows } = await sql<ShownConversation>`
    select w.id, w.channel_id, w.conversation_id, c.id as case_id, k.id as kept_case_id,
      c.number as case_number,
      c.subject, k.status, k.last_direction, v.served_by,
      coalesce(e.shown_at, w.created_at) as last_at, w.last_seq, w.read_seq, w.agent_read_seq,
      (select count(*)::int from web_entries u
        join messages m on m.account_id = u.account_id and m.id = u.message_id
        where u.account_id = w.account_id and u.web_conversation_id = w.id
          and u.seq > w.read_seq and m.direction = 'out') as unread,
      a.name as assignee_name, t.name as team_name, o.name as organisation,
      p.words as promise_words, p.due_at as promise_due_at,
      (select x.email from web_visitors x where x.account_id = w.account_id and x.id = w.opened_by)
        as email
    from web_conversations w
    join accounts o on o.id = w.account_id
    left join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
    left join cases c on c.account_id = v.account_id and c.id = v.case_id
    left join cases k on k.account_id = c.account_id and k.id = coalesce(c.merged_into_id, c.id)
    left join members a on a.account_id = k.account_id and a.id = k.assignee_id
    left join teams t on t.account_id = k.account_id and t.id = k.team_id
    left join web_entries e on e.account_id = w.account_id and e.web_conversation_id = w.id
      and e.seq = w.last_seq
    left join lateral (
      select q.words, q.due_at from case_promises q
      where q.account_id = c.account_id and q.case_id = c.id
        and q.kept_at is null and q.withdrawn_at is null and q.paused_at is null
      order by q.due_at limit 1
    ) p on true
    where w.account_id = ${tx.accountId}
      and ${visitorId === null ? sql`true` : visible}
      and ${ids === null ? sql`w.last_seq > 0` : sql`w.id = any(${ids}::uuid[])`}
    order by last_at desc, w.id desc limit ${ids === null ? listed_max : null}`.execute(tx.db);
  return rows;
}

/** Where a conversation stands for those who live in it. */
export interface TalkPlace {
  id: string;
  conversation_id: string | null;
  case_id: string | null;
  channel_id: string;
}

/** The conversation where this visitor may see it; null otherwise. */
export async function findVisibleTalk(
  tx: Tx,
  visitorId: string,
  id: string,
): Promise<TalkPlace | null> {
  const { rows } = await sql<TalkPlace>`
    select w.id, w.conversation_id, v.case_id, w.channel_id
    from web_grants g
    join web_conversations w on w.account_id = g.account_id and w.id = g.web_conversation_id
    left join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
    where g.account_id = ${tx.accountId} and g.visitor_id = ${visitorId}
      and g.web_conversation_id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

/** Conversations of visitors behind a case, those of cases merged into it included. */
export async function listTalksOfCase(tx: Tx, caseId: string): Promise<TalkPlace[]> {
  const { rows } = await sql<TalkPlace>`
    select w.id, w.conversation_id, v.case_id, w.channel_id
    from conversations v
    join web_conversations w on w.account_id = v.account_id and w.conversation_id = v.id
    where v.account_id = ${tx.accountId} and v.case_id in (
      select ${caseId}::uuid union all select c.id from cases c
      where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})
    order by w.id`.execute(tx.db);
  return rows;
}

/** The state of a receipt, and where it went; null where it is gone. */
export async function findReceiptState(
  tx: Tx,
  receiptId: string,
): Promise<{ state: string; case_id: string | null } | null> {
  const row = await tx.db
    .selectFrom('receipts')
    .select(['state', 'case_id'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', receiptId)
    .executeTakeFirst();
  return row ?? null;
}
