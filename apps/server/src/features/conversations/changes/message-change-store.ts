import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json } from '../../../platform/db/tables.ts';
import { searchVector } from '../../../platform/db/search-vector.ts';
import { newId } from '../../../platform/ids.ts';
import type { EarlyChange } from '../conversation-tables.ts';

/** What is kept of a provider’s id of a message; ids of two channels never meet. */
export function hashChannelMessage(channelId: string, externalId: string): Buffer {
  return createHash('sha256').update(`${channelId}\n${externalId}`).digest();
}

export interface ChannelMessage {
  id: string;
  case_id: string;
  conversation_id: string;
  direction: 'in' | 'out';
  subject: string;
  body_text: string;
  body_html: string | null;
  language: string | null;
  received_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
}

/** The message that a provider’s id names, locked; null: none is known yet. */
export async function findChannelMessage(
  tx: Tx,
  channelId: string,
  externalId: string,
): Promise<ChannelMessage | null> {
  const row = await tx.db
    .selectFrom('messages as m')
    .innerJoin('message_ids as i', (on) =>
      on.onRef('i.account_id', '=', 'm.account_id').onRef('i.message_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.case_id', 'm.conversation_id', 'm.direction', 'm.subject', 'm.body_text'])
    .select(['m.body_html', 'm.language', 'm.received_at', 'm.edited_at', 'm.deleted_at'])
    .where('m.account_id', '=', tx.accountId)
    .where('i.external_id_hash', '=', hashChannelMessage(channelId, externalId))
    .forUpdate('m')
    .executeTakeFirst();
  return row ?? null;
}

export interface NewWords {
  text: string;
  html: string | null;
  at: Date;
  receiptId: string;
}

/**
 * Puts new words in place of the former ones, which are kept. False where nothing changes: the same
 * edit again, one that a later edit overtook (its words are kept as a version), or a message that
 * its sender took back.
 */
export async function editMessage(
  tx: Tx,
  message: ChannelMessage,
  words: NewWords,
): Promise<boolean> {
  if (message.deleted_at || message.body_text === words.text) return false;
  const isOvertaken = message.edited_at !== null && message.edited_at >= words.at;
  if (isOvertaken) {
    const late = { body_text: words.text, body_html: words.html, written_at: words.at };
    return (await insertVersion(tx, message.id, late, words)) && false;
  }
  const written_at = message.edited_at ?? message.received_at;
  const { body_text, body_html } = message;
  await insertVersion(tx, message.id, { body_text, body_html, written_at }, words);
  const { text, html, at } = words;
  await writeWords(tx, message, { text, html, edited_at: at });
  return true;
}

/** Takes the words of a message off every screen and search; they are kept. False: it was so. */
export async function deleteMessageWords(
  tx: Tx,
  message: ChannelMessage,
  taken: { at: Date; receiptId: string },
): Promise<boolean> {
  if (message.deleted_at) return false;
  const { body_text, body_html } = message;
  const written_at = message.edited_at ?? message.received_at;
  await insertVersion(tx, message.id, { body_text, body_html, written_at }, taken);
  await writeWords(tx, message, { text: '', html: null, deleted_at: taken.at });
  return true;
}

async function writeWords(
  tx: Tx,
  message: ChannelMessage,
  words: { text: string; html: string | null; edited_at?: Date; deleted_at?: Date },
): Promise<void> {
  const { text, html, ...instants } = words;
  await tx.db
    .updateTable('messages')
    .set({
      ...instants,
      subject: message.subject,
      body_text: text,
      body_html: html,
      folded: json([]),
      search: searchVector(message.language, `${message.subject}\n${text}`),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', message.id)
    .execute();
}

async function insertVersion(
  tx: Tx,
  messageId: string,
  former: { body_text: string; body_html: string | null; written_at: Date },
  by: { at: Date; receiptId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into message_versions (account_id, id, message_id, body_text, body_html, written_at,
      replaced_at, receipt_id)
    select ${tx.accountId}::uuid, ${newId()}::uuid, ${messageId}::uuid, ${former.body_text},
      ${former.body_html}, ${former.written_at}::timestamptz, ${by.at}::timestamptz,
      ${by.receiptId}::uuid
    where not exists (select from message_versions v where v.account_id = ${tx.accountId}
      and v.message_id = ${messageId} and v.written_at = ${former.written_at}
      and v.body_text = ${former.body_text})
    returning id`.execute(tx.db);
  return rows.length > 0;
}

/** Keeps an edit or deletion of a message that has not arrived yet. */
export async function keepEarlyChange(
  tx: Tx,
  about: { channelId: string; externalId: string },
  change: EarlyChange,
): Promise<void> {
  await tx.db
    .insertInto('early_changes')
    .values({
      account_id: tx.accountId,
      channel_id: about.channelId,
      external_id_hash: hashChannelMessage(about.channelId, about.externalId),
      change: json(change),
      at: new Date(change.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was said about a message before it arrived, the earliest first; forgotten with this. */
export async function takeEarlyChanges(
  tx: Tx,
  about: { channelId: string; externalId: string },
): Promise<EarlyChange[]> {
  const rows = await tx.db
    .deleteFrom('early_changes')
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', about.channelId)
    .where('external_id_hash', '=', hashChannelMessage(about.channelId, about.externalId))
    .returning(['change', 'at'])
    .execute();
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map((row) => row.change);
}

/** Lets a thread whose case was removed begin anew. */
export async function clearThreadKey(tx: Tx, conversationId: string): Promise<void> {
  await tx.db
    .updateTable('conversations')
    .set({ external_key: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .execute();
}

/** Calls a conversation otherwise where it was called by words that are gone. */
export async function renameConversation(
  tx: Tx,
  conversationId: string,
  subject: { former: string; now: string },
): Promise<void> {
  await tx.db
    .updateTable('conversations')
    .set({ subject: subject.now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .where('subject', '=', subject.former)
    .execute();
}
