// reads: events, event_outbox, attachments, messages, message_ids, contact_points
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { EventSince } from './reply-rules.ts';

/** Events looked at by the send guard. */
const EVENTS_MAX = 200;

/** What happened to the case after a position, what is still on its way to the log included. */
export async function listCaseEventsAfter(
  tx: Tx,
  caseId: string,
  position: number,
): Promise<EventSince[]> {
  const { rows } = await sql<EventSince>`
    select name, actor, occurred_at, facts from events
    where account_id = ${tx.accountId} and subject_id = ${caseId} and position > ${position}
    union all
    select name, actor, occurred_at, facts from event_outbox
    where account_id = ${tx.accountId} and subject_id = ${caseId}
    order by occurred_at limit ${sql.lit(EVENTS_MAX)}`.execute(tx.db);
  return rows;
}

/** The message that this request wrote into the case, which is locked; null: none. */
export async function findOfRequest(
  tx: Tx,
  caseId: string,
  requestKey: string | undefined,
): Promise<string | null> {
  if (requestKey === undefined) return null;
  const { rows } = await sql<{ id: string }>`
    select id from messages where account_id = ${tx.accountId} and case_id = ${caseId}
      and direction = 'out' and facts->>'request_key' = ${requestKey}`.execute(tx.db);
  return rows[0]?.id ?? null;
}

export interface OwnUpload {
  id: string;
  file_name: string;
  size_bytes: number;
  mime_type: string;
}

/** Uploads of this writer that nothing carries yet, locked. */
export async function listOwnUploads(
  tx: Tx,
  writerId: string,
  ids: readonly string[],
): Promise<OwnUpload[]> {
  if (ids.length === 0) return [];
  return tx.db
    .selectFrom('attachments')
    .select(['id', 'file_name', 'mime_type', 'size_bytes'])
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .where('uploaded_by', '=', writerId)
    .where('message_id', 'is', null)
    .where('note_id', 'is', null)
    .forUpdate()
    .execute();
}

/** When the contact said something in this conversation last; null: never. */
export async function findLastSaidAt(tx: Tx, conversationId: string): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select('received_at')
    .where('account_id', '=', tx.accountId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return row?.received_at ?? null;
}

/** Where else a contact can be reached: addresses and numbers that stand. */
export async function listOtherPoints(
  tx: Tx,
  contactId: string,
): Promise<{ kind: string; value: string }[]> {
  return tx.db
    .selectFrom('contact_points')
    .select(['kind', 'value'])
    .where('account_id', '=', tx.accountId)
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['email', 'phone'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

export interface QuotedMessage {
  id: string;
  from_name: string | null;
  from_address: string;
  subject: string;
  body_text: string;
  received_at: Date;
}

/** Messages of the case to quote in a forward, oldest first. */
export async function listQuotedMessages(
  tx: Tx,
  caseId: string,
  ids: readonly string[],
): Promise<QuotedMessage[]> {
  if (ids.length === 0) return [];
  return tx.db
    .selectFrom('messages')
    .select(['id', 'from_name', 'from_address', 'subject', 'body_text', 'received_at'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('id', 'in', ids)
    .orderBy('received_at')
    .execute();
}

/** Files of these messages, to be sent along. */
export async function listFilesOf(tx: Tx, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  return tx.db
    .selectFrom('attachments')
    .select(['file_name', 'mime_type', 'size_bytes', 'sha256', 'content_id', 'disposition'])
    .where('account_id', '=', tx.accountId)
    .where('message_id', 'in', messageIds)
    .orderBy('ordinal')
    .execute();
}

/** The side conversation that we have with one of these third parties already. */
export async function findSideThread(
  tx: Tx,
  caseId: string,
  addresses: readonly string[],
): Promise<{ conversation_id: string; external_id: string | null } | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select(['conversation_id', 'external_id'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('kind', '=', 'side')
    .where('direction', '=', 'in')
    .where((eb) => eb(eb.fn<string>('lower', ['from_address']), 'in', addresses))
    .orderBy('received_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** The side conversation of a case that a mail answers by its References; null: none. */
export async function findAnsweredSide(
  tx: Tx,
  caseId: string,
  messageId: string,
): Promise<string | null> {
  const { rows } = await sql<{ conversation_id: string }>`
    select m.conversation_id from messages m
    where m.account_id = ${tx.accountId} and m.kind = 'side' and m.direction = 'out'
      and (m.case_id = ${caseId} or m.case_id in (select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId}))
      and exists (select from message_ids i where i.account_id = m.account_id
        and i.external_id_hash = sha256(convert_to(lower(m.external_id), 'UTF8'))
        and i.message_id = ${messageId})
    order by m.received_at desc, m.id desc limit 1`.execute(tx.db);
  return rows[0]?.conversation_id ?? null;
}

export interface WrittenMessage {
  id: string;
  case_id: string;
  kind: string;
  received_at: Date;
  body_html: string | null;
  subject: string;
  author_member_id: string | null;
  recipients: {
    to?: { address: string }[];
    cc?: { address: string }[];
    bcc?: { address: string }[];
  };
  facts: Record<string, unknown>;
}

/** A message that was written here; null where there is none of that id. */
export async function findWritten(tx: Tx, messageId: string): Promise<WrittenMessage | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select(['id', 'case_id', 'kind', 'received_at', 'body_html', 'subject', 'author_member_id'])
    .select(['recipients', 'facts'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', messageId)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  return (row as WrittenMessage | undefined) ?? null;
}

/** Whether something was said in the case after this message, taken back messages not counted. */
export async function isSaidAfter(tx: Tx, caseId: string, messageId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('id', '>', messageId)
    .where((eb) =>
      eb.or([eb('delivery_state', 'is', null), eb('delivery_state', '<>', 'cancelled')]),
    )
    .executeTakeFirst();
  return row !== undefined;
}
