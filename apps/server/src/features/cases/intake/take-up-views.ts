// reads: message_ids, messages, conversations, cases, case_contacts, channel_accounts, channel_addresses
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
  channel_id: string;
  from_address: string;
  direction: 'in' | 'out';
}

/** Rows looked at for one mail: a newsletter may be named by thousands. */
const KNOWN_MAX = 50;

/** Messages known by one of these Message-IDs, in cases that still stand. */
export async function listKnownMessages(
  tx: Tx,
  hashes: readonly Buffer[],
): Promise<KnownMessage[]> {
  if (hashes.length === 0) return [];
  const { rows } = await sql<KnownMessage>`
    select m.id as message_id, kept.id as case_id, kept.number as case_number, m.conversation_id,
      v.kind as conversation_kind, m.subject,
      case when i.external_id_hash = sha256(convert_to(lower(m.external_id), 'UTF8'))
        then md5(m.body_text) end as text_md5,
      i.external_id_hash as hash,
      i.external_id_hash = sha256(convert_to(lower(m.external_id), 'UTF8')) as own,
      coalesce(m.facts->'automatic'->>'kind', '') = 'bulk' as bulk,
      m.channel_id, m.from_address, m.direction
    from message_ids i
    join messages m on m.account_id = i.account_id and m.id = i.message_id
    join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
    join cases c on c.account_id = m.account_id and c.id = m.case_id
    join cases kept on kept.account_id = c.account_id and kept.id = coalesce(c.merged_into_id, c.id)
    where i.account_id = ${tx.accountId} and i.external_id_hash = any(${hashes})
      and kept.deleted_at is null
    order by own desc nulls last, m.received_at desc
    limit ${sql.lit(KNOWN_MAX)}`.execute(tx.db);
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

/** Addresses that take part in these cases, or in cases merged into them. */
export async function listCaseAddresses(
  tx: Tx,
  caseIds: readonly string[],
): Promise<CaseAddress[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await sql<CaseAddress>`
    select coalesce(c.merged_into_id, c.id) as case_id, a.address, a.added_because
    from case_contacts a join cases c on c.account_id = a.account_id and c.id = a.case_id
    where a.account_id = ${tx.accountId}
      and (c.id = any(${caseIds}::uuid[]) or c.merged_into_id = any(${caseIds}::uuid[]))`.execute(
    tx.db,
  );
  return rows;
}

/** Where a case’s messages with the contact, or with a third party, stand: the newest conversation. */
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

/** Cases this contact opened since then. */
export async function countCasesSince(tx: Tx, contactId: string, since: Date): Promise<number> {
  const row = await tx.db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', tx.accountId)
    .where('contact_id', '=', contactId)
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Whether an address is one of our own channels’ in any account of this installation we may see. */
export async function isOwnAddress(tx: Tx, address: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('channel_addresses')
    .select('address')
    .where('account_id', '=', tx.accountId)
    .where('address', '=', address)
    .executeTakeFirst();
  return row !== undefined;
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
