import './conversation-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { StatusBefore } from './conversation-tables.ts';
import { insertConversation } from './message-store.ts';

const PLACE = [
  'id',
  'case_id',
  'conversation_id',
  'seq',
  'direction',
  'kind',
  'channel_id',
  'contact_id',
  'receipt_id',
  'from_address',
  'subject',
  'language',
  'received_at',
  'delivery_state',
  'joined_because',
] as const;

/** Where a message stands, and what deciding about a move needs. */
export type PlacedMessage = Pick<Selectable<Tables['messages']>, (typeof PLACE)[number]>;
export type MessageMove = Selectable<Tables['message_moves']>;

/** Where a message stands now; null if there is none. */
async function findPlacedMessage(tx: Tx, messageId: string): Promise<PlacedMessage | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select(PLACE)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  return row ?? null;
}

export interface NewMove {
  message: PlacedMessage;
  fromCaseNumber: number;
  toCaseId: string;
  reason: string;
  by: StoredActor;
  at: Date;
  reopenedFrom: StatusBefore | null;
  /** A side conversation there that it belongs to, with a third party; null: as it stood. */
  sideConversationId: string | null;
}

/**
 * Takes a message to another case: into its conversation there on the same channel, or a new one.
 * Its old number stays reserved, so that taking it back restores it exactly. Answers the move’s id.
 * The caller holds the locks of both cases.
 */
async function takeMessageTo(tx: Tx, move: NewMove): Promise<string> {
  const { message } = move;
  const id = newId();
  await tx.db
    .insertInto('message_moves')
    .values({
      account_id: tx.accountId,
      id,
      message_id: message.id,
      from_case_id: message.case_id,
      from_conversation_id: message.conversation_id,
      from_seq: message.seq,
      from_joined_because: json(message.joined_because),
      to_case_id: move.toCaseId,
      reason: move.reason,
      moved_by: json(move.by),
      moved_at: move.at,
      reopened_from: move.reopenedFrom && json(move.reopenedFrom),
    })
    .execute();
  const { sideConversationId: side } = move;
  const conversationId = side ?? (await findOrOpenConversation(tx, message, move.toCaseId));
  await tx.db
    .updateTable('messages')
    .set({
      case_id: move.toCaseId,
      kind: side === null ? message.kind : 'side',
      conversation_id: conversationId,
      seq: await takeSeq(tx, conversationId),
      joined_because: json({
        code: 'moved',
        facts: { by: move.by.name, case_number: move.fromCaseNumber },
      }),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', message.id)
    .execute();
  return id;
}

/** The move by which a message came to stand where it stands; null if it was never moved. */
async function findLastMove(tx: Tx, messageId: string): Promise<MessageMove | null> {
  const row = await tx.db
    .selectFrom('message_moves')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .where('undone_at', 'is', null)
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** A move, taken back or not; null if there is none. */
async function findMove(tx: Tx, moveId: string): Promise<MessageMove | null> {
  const row = await tx.db
    .selectFrom('message_moves')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', moveId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Puts a message back to where the move took it from: case, conversation, number and reason. In a
 * conversation with a contact it is a message to or from them again.
 */
async function takeMessageBack(tx: Tx, move: MessageMove, at: Date): Promise<void> {
  const now = await tx.db
    .selectFrom('messages')
    .select(['conversation_id', 'seq'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', move.message_id)
    .executeTakeFirstOrThrow();
  await tx.db
    .updateTable('messages')
    .set({
      case_id: move.from_case_id,
      kind: sql`case when kind = 'side' and (select v.kind from conversations v
        where v.account_id = ${tx.accountId} and v.id = ${move.from_conversation_id}) = 'contact'
        then 'message' else kind end`,
      conversation_id: move.from_conversation_id,
      seq: move.from_seq,
      joined_because: json(move.from_joined_because),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', move.message_id)
    .execute();
  // The number it had there is free again if nothing was said after it.
  await tx.db
    .updateTable('conversations')
    .set({ last_seq: now.seq - 1 })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', now.conversation_id)
    .where('last_seq', '=', now.seq)
    .execute();
  await tx.db
    .updateTable('message_moves')
    .set({ undone_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', move.id)
    .execute();
}

async function findOrOpenConversation(
  tx: Tx,
  message: PlacedMessage,
  caseId: string,
): Promise<string> {
  const kind = message.kind === 'side' ? 'side' : 'contact';
  const found = await tx.db
    .selectFrom('conversations')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('channel_id', '=', message.channel_id)
    .where('kind', '=', kind)
    .where('contact_id', 'is not distinct from', message.contact_id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (found) return found.id;
  const origin = await tx.db
    .selectFrom('conversations')
    .select('contact_point_id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', message.conversation_id)
    .executeTakeFirstOrThrow();
  return insertConversation(tx, {
    caseId,
    channelId: message.channel_id,
    kind,
    contactId: message.contact_id,
    contactPointId: origin.contact_point_id,
    subject: message.subject,
  });
}

async function takeSeq(tx: Tx, conversationId: string): Promise<number> {
  const row = await tx.db
    .updateTable('conversations')
    .set({ last_seq: sql<number>`last_seq + 1` })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

/** Moves of messages between cases, for the slice that decides about them. */
export const messageMoves = {
  findPlacedMessage,
  takeMessageTo,
  findMove,
  findLastMove,
  takeMessageBack,
};
