// reads: members, case_contacts, cases, messages, conversations, notes, page_openings
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { shownMessages_max } from '../page/page-limits.ts';

/** The active member with this address, whom one draws in instead. */
export async function findMemberOfAddress(
  tx: Tx,
  address: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from members where account_id = ${tx.accountId} and lower(email) = ${address}
      and deactivated_at is null`.execute(tx.db);
  return rows[0] ?? null;
}

/** Whether the address is a contact of the case, or of one merged into it. */
export async function isContactOfCase(tx: Tx, caseId: string, address: string): Promise<boolean> {
  const { rows } = await sql<{ address: string }>`
    select a.address from case_contacts a join cases c on c.account_id = a.account_id
      and c.id = a.case_id
    where a.account_id = ${tx.accountId} and a.address = ${address}
      and a.added_because in ('wrote', 'joined')
      and (c.id = ${caseId} or c.merged_into_id = ${caseId}) limit 1`.execute(tx.db);
  return rows.length > 0;
}

export interface SeatOpenings {
  link_id: string;
  last_opened_at: Date;
  openings: number;
}

/** How often the pages of these links were read, and when last. */
export async function listSeatOpenings(
  tx: Tx,
  linkIds: readonly string[],
): Promise<Map<string, SeatOpenings>> {
  if (linkIds.length === 0) return new Map();
  const { rows } = await sql<SeatOpenings>`
    select link_id, max(opened_at) as last_opened_at, count(*)::int as openings
    from page_openings
    where account_id = ${tx.accountId} and what = 'page'
      and link_id = any(${[...linkIds]}::uuid[])
    group by link_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.link_id, row]));
}

export interface SeatCase {
  number: number;
  subject: string;
  status: string;
  channel_id: string;
}

/** The case of a seat; null where it was removed. */
export async function findSeatCase(tx: Tx, caseId: string): Promise<SeatCase | null> {
  const { rows } = await sql<SeatCase>`
    select number, subject, status, channel_id from cases
    where account_id = ${tx.accountId} and id = ${caseId} and deleted_at is null`.execute(tx.db);
  return rows[0] ?? null;
}

export interface SeatEntry {
  id: string;
  kind: 'message' | 'side' | 'note';
  direction: 'in' | 'out';
  author: string;
  from_address: string;
  at: Date;
  text: string;
  folded: { start: number; end: number }[];
}

/**
 * What a seat reads, oldest first: the conversation with the contact, the side conversation with
 * this very address (but for the invitation, which stands above), and the notes where they were
 * ticked. Only of the case itself and of what was merged into it: a case that this one was merged
 * into is another one.
 */
export async function listSeatEntries(
  tx: Tx,
  seat: { case_id: string; message_id: string | null; address: string; shows_notes: boolean },
  now: Date,
): Promise<SeatEntry[]> {
  const { rows } = await sql<SeatEntry>`
    with family as (select id from cases where account_id = ${tx.accountId}
      and (id = ${seat.case_id} or merged_into_id = ${seat.case_id})
      and deleted_at is null)
    select * from (
      select m.id, case when v.kind = 'side' then 'side' else 'message' end as kind, m.direction,
        coalesce(nullif(a.name, ''), nullif(m.from_name, ''), m.from_address) as author,
        m.from_address, m.received_at as at, m.body_text as text, m.folded
      from messages m
      join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
      left join members a on a.account_id = m.account_id and a.id = m.author_member_id
      where m.account_id = ${tx.accountId} and m.case_id in (select id from family)
        and m.kind <> 'bounce' and m.id is distinct from ${seat.message_id}::uuid
        and m.delivery_state is distinct from 'cancelled'
        and (m.send_after is null or m.send_after <= ${now})
        and (v.kind = 'contact' or lower(m.from_address) = ${seat.address}
          or jsonb_path_exists(lower(m.recipients::text)::jsonb,
            '$.to[*].address ? (@ == $seat)', jsonb_build_object('seat', ${seat.address}::text)))
      union all
      select n.id, 'note', 'out', coalesce(a.name, ''), '', n.created_at, n.body_text, '[]'::jsonb
      from notes n
      left join members a on a.account_id = n.account_id and a.id = n.author_member_id
      where ${seat.shows_notes} and n.account_id = ${tx.accountId}
        and n.case_id in (select id from family) and n.deleted_at is null
    ) entries
    order by at desc, id desc limit ${sql.lit(shownMessages_max)}`.execute(tx.db);
  return rows.toReversed();
}

/** From whom a message came, where it belongs to a side conversation. */
export async function findSideSender(
  tx: Tx,
  messageId: string,
): Promise<{ case_id: string; from_address: string } | null> {
  const { rows } = await sql<{ case_id: string; from_address: string }>`
    select case_id, from_address from messages
    where account_id = ${tx.accountId} and id = ${messageId} and kind = 'side'
      and direction = 'in'`.execute(tx.db);
  return rows[0] ?? null;
}
