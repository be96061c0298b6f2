// reads: conversations, cases, case_promises, members, teams, accounts, messages, receipts
import '../web-tables.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { listed_max } from '../web-limits.ts';

/** A conversation with what its visitor is told of the case. */
export interface ShownConversation {
  /** Who was asked for; null where the conversation itself was. */
  visitor_id: string | null;
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
  if (visitorId !== null && !wanted.ids) return listShownOfVisitors(tx, [visitorId]);
  const isGranted =
    visitorId === null
      ? sql`true`
      : sql`exists (select from web_grants g where g.account_id = ${tx.accountId}
          and g.web_conversation_id = s.id and g.visitor_id = ${visitorId}::uuid)`;
  const { rows } = await sql<ShownConversation>`
    select null::uuid as visitor_id, ${shownColumns(tx)}
    from unnest(${[...(wanted.ids ?? [])]}::uuid[]) as s (id)
    cross join lateral (${findTalk(tx, sql`s.id`)}) w
    ${joinCases(tx)}
    where ${isGranted}
    order by w.last_at desc, w.id desc`.execute(tx.db);
  return rows;
}

/** Those of some visitors, of each the latest first and no more than a client lists. */
export async function listShownOfVisitors(
  tx: Tx,
  visitorIds: readonly string[],
): Promise<ShownConversation[]> {
  const { rows } = await sql<ShownConversation>`
    select s.visitor_id, ${shownColumns(tx)}
    from unnest(${[...visitorIds]}::uuid[]) as s (visitor_id)
    cross join lateral (
      select t.* from web_grants g
      cross join lateral (${findTalk(tx, sql`g.web_conversation_id`)}) t
      where g.account_id = ${tx.accountId} and g.visitor_id = s.visitor_id and t.last_seq > 0
      order by t.last_at desc, t.id desc limit ${sql.lit(listed_max)}
    ) w
    ${joinCases(tx)}
    order by w.last_at desc, w.id desc`.execute(tx.db);
  return rows;
}

// Each table is looked up for one row at a time and fenced (`offset 0`): in so many joins the
// planner reads whole tables (docs/decisions/plans-of-young-tables.md). No `coalesce` where rows
// are found: row-level security keeps it out of the index.
function findTalk(tx: Tx, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select x.*, coalesce((select e.shown_at from web_entries e
      where e.account_id = ${tx.accountId} and e.web_conversation_id = x.id
        and e.seq = x.last_seq), x.created_at) as last_at
    from web_conversations x where x.account_id = ${tx.accountId} and x.id = ${id} offset 0`;
}

function joinCases(tx: Tx): RawBuilder<unknown> {
  return sql`
    left join lateral (select * from conversations x
      where x.account_id = ${tx.accountId} and x.id = w.conversation_id offset 0) v on true
    left join lateral (
      select x.id, x.number, x.subject, coalesce(x.merged_into_id, x.id) as kept_id
      from cases x where x.account_id = ${tx.accountId} and x.id = v.case_id offset 0) c on true
    left join lateral (select x.id, x.status, x.last_direction, x.assignee_id, x.team_id
      from cases x where x.account_id = ${tx.accountId} and x.id = c.kept_id offset 0) k on true
    left join lateral (select q.words, q.due_at from case_promises q
      where q.account_id = ${tx.accountId} and q.case_id = c.id
        and q.kept_at is null and q.withdrawn_at is null and q.paused_at is null
      order by q.due_at limit 1) p on true`;
}

function shownColumns(tx: Tx): RawBuilder<unknown> {
  const named = (table: string, id: RawBuilder<unknown>) =>
    sql`(select x.name from ${sql.table(table)} x
      where x.account_id = ${tx.accountId} and x.id = ${id})`;
  return sql`w.id, w.channel_id, w.conversation_id, c.id as case_id, k.id as kept_case_id,
    c.number as case_number, c.subject, k.status, k.last_direction, v.served_by, w.last_at,
    w.last_seq, w.read_seq, w.agent_read_seq,
    (select count(*)::int from web_entries u
      join messages m on m.account_id = u.account_id and m.id = u.message_id
      where u.account_id = ${tx.accountId} and u.web_conversation_id = w.id
        and u.seq > w.read_seq and m.direction = 'out') as unread,
    ${named('members', sql`k.assignee_id`)} as assignee_name,
    ${named('teams', sql`k.team_id`)} as team_name,
    (select o.name from accounts o where o.id = ${tx.accountId}) as organisation,
    p.words as promise_words, p.due_at as promise_due_at,
    (select x.email from web_visitors x
      where x.account_id = ${tx.accountId} and x.id = w.opened_by) as email`;
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
