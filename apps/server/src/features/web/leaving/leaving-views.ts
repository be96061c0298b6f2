// reads: messages, conversations
import '../web-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** The newest of our messages that the visitor has neither read nor heard of otherwise. */
export interface UnreadAnswer {
  message_id: string;
  seq: number;
  shown_at: Date;
  channel_id: string;
  case_id: string;
  /** Where it may follow: given, proven or signed; null: nowhere. */
  address: string | null;
  /** Somebody is connected just now. */
  is_open: boolean;
}

/** How far a visitor has heard of answers: by mail, by push, or by nothing but reading them. */
export type HeardMark = 'mailed_seq' | 'pushed_seq' | 'read_seq';

/** What a visitor should hear of; null: they have read it all, or heard of it by this way. */
export async function findUnread(
  tx: Tx,
  id: string,
  heard: HeardMark,
): Promise<UnreadAnswer | null> {
  const { rows } = await sql<UnreadAnswer>`
    select m.id as message_id, e.seq, e.shown_at, w.channel_id, m.case_id,
      (select x.email from web_grants g
        join web_visitors x on x.account_id = g.account_id and x.id = g.visitor_id
        where g.account_id = w.account_id and g.web_conversation_id = w.id
          and g.how <> 'link' and x.email is not null
        order by x.email_verified_at is null, x.seen_at desc limit 1) as address,
      exists (select from web_presences p where p.account_id = w.account_id
        and p.web_conversation_id = w.id and p.side = 'visitor' and p.online
        and p.at > clock_timestamp() - interval '90 seconds') as is_open
    from web_conversations w
    join web_entries e on e.account_id = w.account_id and e.web_conversation_id = w.id
    join messages m on m.account_id = e.account_id and m.id = e.message_id
    where w.account_id = ${tx.accountId} and w.id = ${id}
      and e.seq > greatest(w.read_seq, ${sql.ref(`w.${heard}`)}) and m.direction = 'out'
      and m.deleted_at is null and m.kind in ('message', 'notice')
    order by e.seq desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** Whether an address was given by somebody who has this conversation by themselves. */
export async function isAddressOfTalk(tx: Tx, id: string, address: string): Promise<boolean> {
  const { rows } = await sql`
    select from web_grants g
    join web_visitors x on x.account_id = g.account_id and x.id = g.visitor_id
    where g.account_id = ${tx.accountId} and g.web_conversation_id = ${id}
      and g.how <> 'link' and x.email = ${address} limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** A conversation that a message leaves for somebody who is gone. */
export interface LeavingTalk {
  id: string;
  case_id: string;
  channel_id: string;
  seq: number;
  /** Up to where the visitor has read, or got it by an earlier mail. */
  known_seq: number;
}

/** The conversation in which a message stands for a visitor; null: in none. */
export async function findLeavingTalk(tx: Tx, messageId: string): Promise<LeavingTalk | null> {
  const { rows } = await sql<LeavingTalk>`
    select w.id, v.case_id, w.channel_id, e.seq, w.read_seq as known_seq
    from web_entries e
    join web_conversations w on w.account_id = e.account_id and w.id = e.web_conversation_id
    join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
    where e.account_id = ${tx.accountId} and e.message_id = ${messageId}`.execute(tx.db);
  return rows[0] ?? null;
}
