// reads: messages, members, channel_accounts, attachments, conversations, cases, teams, accounts
import '../web-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** A message as it became visible, with what is needed of its conversation to show it. */
export interface ShownEntry {
  web_conversation_id: string;
  /** The channel of the conversation; the message may have come by another. */
  talk_channel_id: string;
  last_seq: number;
  team_name: string | null;
  organisation: string;
  seq: number;
  client_id: string | null;
  shown_at: Date;
  id: string;
  direction: 'in' | 'out';
  kind: string;
  author_kind: 'contact' | 'member' | 'system';
  author_name: string | null;
  channel_kind: 'email' | 'chat' | 'form' | 'api';
  body_text: string;
  folded: { start: number; end: number }[];
  received_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  cancelled: boolean;
  by_program: boolean;
  quick_replies: string[];
  files: ShownFile[];
}

/** What is wanted of one conversation. */
export interface EntryRange {
  id: string;
  afterSeq: number;
}

/**
 * Entries after a number in each of some conversations, in order; at most `most` of each: those
 * that come first after it, or the newest.
 */
export async function listEntriesAfter(
  tx: Tx,
  ranges: readonly EntryRange[],
  most: number,
  which: 'first' | 'newest' = 'first',
): Promise<ShownEntry[]> {
  if (ranges.length === 0) return [];
  const wanted = JSON.stringify(ranges.map(({ id, afterSeq }) => ({ id, after: afterSeq })));
  const { rows } = await sql<ShownEntry>`
    select w.id as web_conversation_id, w.channel_id as talk_channel_id, w.last_seq,
      e.seq, e.client_id, e.shown_at, m.id, m.direction, m.kind,
      m.author_kind, a.name as author_name, ch.kind as channel_kind, m.body_text, m.folded,
      m.received_at, m.edited_at, m.deleted_at,
      (select x.name from teams x
        where x.account_id = ${tx.accountId} and x.id = k.team_id) as team_name,
      (select o.name from accounts o where o.id = ${tx.accountId}) as organisation,
      coalesce(m.delivery_state = 'cancelled', false) as cancelled,
      m.facts ? 'program' as by_program,
      coalesce(m.facts -> 'quick_replies', '[]') as quick_replies,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'file_name', f.file_name,
          'mime_type', f.mime_type, 'size_bytes', f.size_bytes) order by f.ordinal)
        from attachments f
        where f.account_id = ${tx.accountId} and f.message_id = m.id), '[]') as files
    from jsonb_to_recordset(${wanted}::jsonb) as r (id uuid, after int)
    join web_conversations w
      on w.account_id = ${tx.accountId} and w.id = r.id and w.last_seq > r.after
    cross join lateral (
      select * from web_entries x
      where x.account_id = ${tx.accountId} and x.web_conversation_id = r.id and x.seq > r.after
      order by x.seq ${which === 'first' ? sql`asc` : sql`desc`} limit ${most}
    ) e
    join messages m on m.account_id = e.account_id and m.id = e.message_id
    join channel_accounts ch on ch.account_id = m.account_id and ch.id = m.channel_id
    left join members a on a.account_id = m.account_id and a.id = m.author_member_id
    -- One row at a time (docs/decisions/plans-of-young-tables.md).
    left join lateral (select x.case_id from conversations x
      where x.account_id = ${tx.accountId} and x.id = w.conversation_id offset 0) v on true
    left join lateral (select coalesce(x.merged_into_id, x.id) as kept_id from cases x
      where x.account_id = ${tx.accountId} and x.id = v.case_id offset 0) c on true
    left join lateral (select x.team_id from cases x
      where x.account_id = ${tx.accountId} and x.id = c.kept_id offset 0) k on true
    order by e.web_conversation_id, e.seq`.execute(tx.db);
  return rows;
}

/** Where to begin for the newest `most` messages, or for those before a number. */
export async function findRangeStart(
  tx: Tx,
  id: string,
  beforeSeq: number | null,
  most: number,
): Promise<number> {
  if (beforeSeq !== null) return Math.max(0, beforeSeq - 1 - most);
  const row = await tx.db
    .selectFrom('web_conversations')
    .select('last_seq')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return Math.max(0, (row?.last_seq ?? 0) - most);
}

/** A message with the thread it stands in; null where it stands in none of ours. */
export async function findSaidMessage(
  tx: Tx,
  messageId: string,
): Promise<{
  conversation_id: string;
  channel_id: string;
  external_id: string | null;
  thread_key: string;
} | null> {
  const { rows } = await sql<{
    conversation_id: string;
    channel_id: string;
    external_id: string | null;
    thread_key: string;
  }>`
    select v.id as conversation_id, v.channel_id, m.external_id, v.external_key as thread_key
    from messages m
    join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
    join channel_accounts c on c.account_id = v.account_id and c.id = v.channel_id
    where m.account_id = ${tx.accountId} and m.id = ${messageId}
      and c.kind = 'chat' and v.external_key is not null`.execute(tx.db);
  return rows[0] ?? null;
}

/** Those of some conversations whose visitors said their last word by mail. */
export async function listAnsweredByMail(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${[...ids]}::uuid[]) as w (id)
    cross join lateral (
      select m.channel_id <> v.channel_id as by_mail from web_entries e
      join messages m on m.account_id = e.account_id and m.id = e.message_id
      join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
      where e.account_id = ${tx.accountId} and e.web_conversation_id = w.id
        and m.direction = 'in'
      order by e.seq desc limit 1) last
    where last.by_mail`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}

/** Our messages among the entries after one number, up to another; in order. */
export async function listSentBetween(
  tx: Tx,
  id: string,
  afterSeq: number,
  upToSeq: number,
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('web_entries as e')
    .innerJoin('messages as m', (on) =>
      on.onRef('m.account_id', '=', 'e.account_id').onRef('m.id', '=', 'e.message_id'),
    )
    .select('m.id')
    .where('e.account_id', '=', tx.accountId)
    .where('e.web_conversation_id', '=', id)
    .where('e.seq', '>', afterSeq)
    .where('e.seq', '<=', upToSeq)
    .where('m.direction', '=', 'out')
    .orderBy('e.seq')
    .execute();
  return rows.map((row) => row.id);
}

/** The number under which a message of this client stands; null: not yet. */
export async function findEntryOfClient(
  tx: Tx,
  id: string,
  clientId: string,
): Promise<number | null> {
  const row = await tx.db
    .selectFrom('web_entries')
    .select('seq')
    .where('account_id', '=', tx.accountId)
    .where('web_conversation_id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** A file as it is listed beside its message. */
export interface ShownFile {
  id: string;
  file_name: string;
  mime_type: string;
  size_bytes: number;
}

export interface UploadedFile extends ShownFile {
  message_id: string | null;
  sha256: Buffer;
}

/** Files that this visitor uploaded, in the order of the ids; unknown ones are left out. */
export async function listOwnFiles(
  tx: Tx,
  visitorId: string,
  ids: readonly string[],
): Promise<UploadedFile[]> {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('attachments')
    .select(['id', 'message_id', 'file_name', 'mime_type', 'size_bytes', 'sha256'])
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .where('uploaded_by', '=', visitorId)
    .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Whether a file belongs to a message that this visitor sees, or was uploaded by them. */
export async function isVisibleFile(tx: Tx, visitorId: string, fileId: string): Promise<boolean> {
  const { rows } = await sql<{ visible: boolean }>`
    select true as visible from attachments f
    where f.account_id = ${tx.accountId} and f.id = ${fileId}
      and ((f.message_id is null and f.uploaded_by = ${visitorId}::uuid) or exists (
        select from web_entries e
        join web_grants g on g.account_id = e.account_id
          and g.web_conversation_id = e.web_conversation_id and g.visitor_id = ${visitorId}::uuid
        where e.account_id = f.account_id and e.message_id = f.message_id))`.execute(tx.db);
  return rows.length > 0;
}
