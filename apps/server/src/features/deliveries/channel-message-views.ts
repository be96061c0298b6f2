// reads: messages, conversations
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Transactions that are still being written may be older than what stands already. */
const SETTLED_AFTER = '2 seconds';

export interface SentRow {
  id: string;
  case_id: string;
  /** Where to go on after this one. */
  cursor: string;
}

/** Messages that left by a channel, in the order in which they left. */
export async function listSentByChannel(
  tx: Tx,
  channelId: string,
  after: { at: string; id: string } | null,
  most: number,
): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`
    select m.id, m.case_id,
      to_char(min(d.sent_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '/' || m.id
        as cursor
    from deliveries d join messages m on m.account_id = d.account_id and m.id = d.message_id
    where d.account_id = ${tx.accountId} and d.channel_id = ${channelId} and d.state = 'sent'
      and d.sent_at < now() - ${SETTLED_AFTER}::interval and m.deleted_at is null
    group by m.id, m.case_id
    having ${after === null} or (min(d.sent_at), m.id)
      > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    order by min(d.sent_at), m.id limit ${most}`.execute(tx.db);
  return rows;
}

/** Our messages of a thread up to the one named, by its id or the id the other side gave it. */
export async function listReadUpTo(
  tx: Tx,
  channelId: string,
  reading: { threadKey: string; upTo: string },
): Promise<{ id: string; case_id: string }[]> {
  const { rows } = await sql<{ id: string; case_id: string }>`
    with thread as (
      select m.id, m.case_id, m.seq from messages m
      join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
      where m.account_id = ${tx.accountId} and v.channel_id = ${channelId}
        and v.external_key = ${reading.threadKey} and m.direction = 'out'
    )
    select t.id, t.case_id from thread t where t.seq <= (
      select max(n.seq) from thread n where n.id::text = ${reading.upTo} or exists (
        select from deliveries d where d.account_id = ${tx.accountId} and d.message_id = n.id
          and d.provider_id = ${reading.upTo}))`.execute(tx.db);
  return rows;
}
