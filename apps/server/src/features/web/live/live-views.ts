// reads: conversations, messages, deliveries
import '../web-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** Who may see the conversations that these cases began with. */
export async function listFollowers(
  tx: Tx,
  caseIds: readonly string[],
): Promise<{ visitor_id: string; id: string; case_id: string }[]> {
  const { rows } = await sql<{ visitor_id: string; id: string; case_id: string }>`
    select g.visitor_id, w.id, v.case_id
    from conversations v
    join web_conversations w on w.account_id = v.account_id and w.conversation_id = v.id
    join web_grants g on g.account_id = w.account_id and g.web_conversation_id = w.id
    where v.account_id = ${tx.accountId} and v.case_id = any(${[...caseIds]}::uuid[])`.execute(
    tx.db,
  );
  return rows;
}

/** What is known of a visitor behind a case beside whether they are there. */
export interface SeatedVisitor {
  id: string;
  conversation_id: string;
  case_id: string;
  email: string | null;
  channel_id: string;
  page: { title: string; url: string } | null;
  read_message_id: string | null;
  read_until: Date | null;
  seen_at: Date | null;
}

/** The visitors of these conversations. */
export async function listSeatedVisitors(
  tx: Tx,
  talkIds: readonly string[],
): Promise<SeatedVisitor[]> {
  const { rows } = await sql<SeatedVisitor>`
    select w.id, w.conversation_id, v.case_id, x.email, w.channel_id, w.page, x.seen_at,
      r.message_id as read_message_id, r.sent_at as read_until
    from web_conversations w
    join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
    join web_visitors x on x.account_id = w.account_id and x.id = w.opened_by
    left join lateral (
      select e.message_id, coalesce(
        (select min(d.sent_at) from deliveries d
          where d.account_id = e.account_id and d.message_id = e.message_id), e.shown_at) as sent_at
      from web_entries e
      join messages m on m.account_id = e.account_id and m.id = e.message_id
      where e.account_id = w.account_id and e.web_conversation_id = w.id
        and e.seq <= w.read_seq and m.direction = 'out'
      order by e.seq desc limit 1) r on true
    where w.account_id = ${tx.accountId} and w.id = any(${[...talkIds]}::uuid[])`.execute(tx.db);
  return rows;
}
