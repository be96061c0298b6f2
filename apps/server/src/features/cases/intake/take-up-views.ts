// reads: message_ids, messages, conversations, attachments, channel_accounts
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

export interface KnownMessage {
  message_id: string;
  /** The case that stays, where the message’s own case was merged. */
  case_id: string;
  case_number: number;
  conversation_id: string;
  conversation_kind: 'contact' | 'side';
  subject: string;
  /** MD5 of the text, only to see whether two mails are one; null where the ids differ. */
  text_md5: string | null;
  hash: Buffer;
  /** The message itself carries this id, rather than naming it among its references. */
  own: boolean;
  bulk: boolean;
  /** The case was removed; only a copy of the message is still recognised. */
  removed: boolean;
  channel_id: string;
  from_address: string;
  direction: 'in' | 'out';
}

/** Rows looked at for one mail: a newsletter may be named by thousands. */
const KNOWN_MAX = 50;

/** Messages known by one of these Message-IDs, also in cases that were removed. */
export async function listKnownMessages(
  tx: Tx,
  hashes: readonly Buffer[],
): Promise<KnownMessage[]> {
  if (hashes.length === 0) return [];
  // Lateral with limit: only ever index look-ups, also while the tables have no statistics yet. A
  // list, not an array: a plan for any number of ids looks dear, and would be made anew each time.
  const { rows } = await sql<KnownMessage>`
    select m.*, kept.id as case_id, kept.number as case_number, v.kind as conversation_kind,
      kept.deleted_at is not null as removed
    from (
      select external_id_hash, message_id from message_ids
      where account_id = ${tx.accountId} and external_id_hash in (${sql.join(hashes)})
      limit ${sql.lit(KNOWN_MAX)}
    ) i
    cross join lateral (
      select m.id as message_id, m.case_id as own_case_id, m.conversation_id, m.subject,
        i.external_id_hash as hash, m.channel_id, m.from_address, m.direction,
        i.external_id_hash = sha256(convert_to(lower(m.external_id), 'UTF8')) as own,
        case when i.external_id_hash = sha256(convert_to(lower(m.external_id), 'UTF8'))
          then md5(m.body_text) end as text_md5,
        coalesce(m.facts->'automatic'->>'kind', '') = 'bulk' as bulk
      from messages m where m.account_id = ${tx.accountId} and m.id = i.message_id limit 1
    ) m
    cross join lateral (
      select v.kind from conversations v
      where v.account_id = ${tx.accountId} and v.id = m.conversation_id limit 1
    ) v
    cross join lateral (
      select coalesce(c.merged_into_id, c.id) as kept_id from cases c
      where c.account_id = ${tx.accountId} and c.id = m.own_case_id limit 1
    ) c
    cross join lateral (
      select k.id, k.number, k.deleted_at from cases k
      where k.account_id = ${tx.accountId} and k.id = c.kept_id limit 1
    ) kept`.execute(tx.db);
  return rows;
}

export interface NamedCase {
  case_id: string;
  case_number: number;
  subject: string;
}

/** The standing case of a number, or the one it was merged into. */
export async function findCaseOfNumber(tx: Tx, number: number): Promise<NamedCase | null> {
  const row = await tx.db
    .selectFrom('cases as c')
    .innerJoin('cases as kept', (on) =>
      on
        .onRef('kept.account_id', '=', 'c.account_id')
        .on('kept.id', '=', sql<string>`coalesce(c.merged_into_id, c.id)`),
    )
    .select(['kept.id as case_id', 'c.number as case_number', 'c.subject'])
    .where('c.account_id', '=', tx.accountId)
    .where('c.number', '=', number)
    .where('kept.deleted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export interface CaseAddress {
  case_id: string;
  address: string;
  added_because: string;
}

/**
 * Addresses that take part in these cases, or in cases merged into them; who is a third party in
 * the case that stays is none of its contacts, whatever a merged one says.
 */
export async function listCaseAddresses(
  tx: Tx,
  caseIds: readonly string[],
): Promise<CaseAddress[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await sql<CaseAddress>`
    select coalesce(c.merged_into_id, c.id) as case_id, a.address, a.added_because
    from case_contacts a join cases c on c.account_id = a.account_id and c.id = a.case_id
    where a.account_id = ${tx.accountId}
      and (c.id = any(${caseIds}::uuid[]) or c.merged_into_id = any(${caseIds}::uuid[]))
      and not exists (select from case_contacts s where s.account_id = a.account_id
        and s.case_id = c.merged_into_id and s.address = a.address
        and s.added_because = 'side')`.execute(tx.db);
  return rows;
}

/**
 * Where a case’s messages with the contact, or with a third party, stand: the newest conversation.
 */
export async function findConversation(
  tx: Tx,
  caseId: string,
  channelId: string,
  kind: 'contact' | 'side',
): Promise<{ id: string; subject: string } | null> {
  const row = await tx.db
    .selectFrom('conversations')
    .select(['id', 'subject'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('channel_id', '=', channelId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** The chat or form of a case whose answers follow by this mailbox, the newest first. */
export async function findContinued(
  tx: Tx,
  caseId: string,
  mailboxId: string,
): Promise<{ id: string } | null> {
  const { rows } = await sql<{ id: string }>`
    select v.id from conversations v
    join channel_accounts a on a.account_id = v.account_id and a.id = v.channel_id
    where v.account_id = ${tx.accountId} and v.case_id = ${caseId} and v.kind = 'contact'
      and v.external_key is not null and a.web->>'continue_by_channel_id' = ${mailboxId}
    order by v.id desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** How many cases each of these contacts opened since then; those with none are left out. */
export async function countCasesSince(
  tx: Tx,
  contactIds: readonly string[],
  since: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ contact_id: string; count: number }>`
    select contact_id, count(*) from cases
    where account_id = ${tx.accountId} and contact_id = any(${contactIds}::uuid[])
      and created_at >= ${since}
    group by contact_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.contact_id, row.count]));
}

/** Which of these Message-IDs a message is known by. */
export async function listKnownHashes(tx: Tx, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    select h.hash from unnest(${hashes}::bytea[]) as h (hash)
    cross join lateral (
      select from message_ids i
      where i.account_id = ${tx.accountId} and i.external_id_hash = h.hash limit 1) known`.execute(
    tx.db,
  );
  return rows.map((row) => row.hash);
}

export interface SentMessage {
  message_id: string;
  case_id: string;
  conversation_id: string;
  received_at: Date;
  author_member_id: string | null;
}

/** A message of ours by its id or by the hash of its Message-ID. */
export async function findSentMessage(
  tx: Tx,
  by: { messageId: string } | { hash: Buffer },
): Promise<SentMessage | null> {
  const row = await tx.db
    .selectFrom('messages as m')
    .select(['m.id as message_id', 'm.case_id', 'm.conversation_id', 'm.received_at'])
    .select('m.author_member_id')
    .where('m.account_id', '=', tx.accountId)
    .where('m.direction', '=', 'out')
    .$if('messageId' in by, (query) =>
      query.where('m.id', '=', 'messageId' in by ? by.messageId : ''),
    )
    .$if('hash' in by, (query) =>
      query.where('m.id', 'in', (eb) =>
        eb
          .selectFrom('message_ids')
          .select('message_id')
          .where('account_id', '=', tx.accountId)
          .where('external_id_hash', '=', 'hash' in by ? by.hash : Buffer.alloc(0)),
      ),
    )
    .executeTakeFirst();
  return row ?? null;
}

/**
 * What we wrote last in a case: quoted text is recognised by it, in whatever language it is quoted.
 */
export async function listSentTexts(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('messages')
    .select('body_text')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('direction', '=', 'out')
    .orderBy('received_at', 'desc')
    .limit(SENT_TEXTS_MAX)
    .execute();
  return rows.map((row) => row.body_text);
}

/** An answer quotes the newest texts; older ones are quoted inside those. */
const SENT_TEXTS_MAX = 3;

/** SHA-256 of the files of a message, in their order. */
export async function listFileHashes(tx: Tx, messageId: string): Promise<Buffer[]> {
  const rows = await tx.db
    .selectFrom('attachments')
    .select('sha256')
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => row.sha256);
}
