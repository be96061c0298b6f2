import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type Tables } from '../../../platform/db/tables.ts';
import '../web-tables.ts';

type WebConversationRow = Omit<Selectable<Tables['web_conversations']>, 'account_id'>;

/** The conversation as visitors know it; null where there is none. */
export async function findWebConversation(tx: Tx, id: string): Promise<WebConversationRow | null> {
  const row = await tx.db
    .selectFrom('web_conversations')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Opens a conversation before its first message; one that is there stays as it is. */
export async function insertWebConversation(
  tx: Tx,
  input: {
    id: string;
    channelId: string;
    openedBy: string;
    page: { title: string; url: string } | null;
    at: Date;
  },
): Promise<void> {
  await tx.db
    .insertInto('web_conversations')
    .values({
      account_id: tx.accountId,
      id: input.id,
      channel_id: input.channelId,
      opened_by: input.openedBy,
      conversation_id: null,
      page: input.page && json(input.page),
      created_at: input.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A message that becomes visible to the visitor. */
export interface ShownMessage {
  /** The conversation behind it. */
  conversationId: string;
  /** Thread on the channel; null: found by the conversation. */
  threadKey: string | null;
  messageId: string;
  clientId: string | null;
  at: Date;
}

/**
 * Gives a message the next gap-free number among those the visitor sees, and answers in which
 * conversation; null where none is meant. Showing it again changes nothing. Locks the conversation.
 */
export async function showMessage(
  tx: Tx,
  shown: ShownMessage,
): Promise<{ id: string; seq: number } | null> {
  const known = await tx.db
    .selectFrom('web_entries')
    .select(['web_conversation_id as id', 'seq'])
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', shown.messageId)
    .executeTakeFirst();
  if (known) return known;
  const { threadKey, conversationId } = shown;
  const row = await tx.db
    .updateTable('web_conversations')
    .set((eb) => ({
      last_seq: eb('last_seq', '+', 1),
      conversation_id: eb.fn.coalesce('conversation_id', eb.val(conversationId)),
    }))
    .where('account_id', '=', tx.accountId)
    .$if(threadKey !== null, (query) => query.where('id', '=', threadKey ?? ''))
    .$if(threadKey === null, (query) => query.where('conversation_id', '=', conversationId))
    .returning(['id', 'last_seq'])
    .executeTakeFirst();
  if (!row) return null;
  tx.write(
    tx.db.insertInto('web_entries').values({
      account_id: tx.accountId,
      web_conversation_id: row.id,
      seq: row.last_seq,
      message_id: shown.messageId,
      client_id: shown.clientId,
      shown_at: shown.at,
    }),
  );
  return { id: row.id, seq: row.last_seq };
}

type Mark = 'read_seq' | 'delivered_seq' | 'agent_read_seq' | 'mailed_seq' | 'pushed_seq';

/** Moves a mark forwards, never beyond the last message; null where it stands there already. */
export async function moveMark(
  tx: Tx,
  id: string,
  mark: Mark,
  seq: number,
): Promise<{ from: number; to: number } | null> {
  const known = await tx.db
    .selectFrom('web_conversations')
    .select(['last_seq', mark])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!known) return null;
  const from = (known as Record<Mark, number>)[mark];
  const to = Math.min(seq, known.last_seq);
  if (to <= from) return null;
  await tx.db
    .updateTable('web_conversations')
    .set({ [mark]: to })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
  return { from, to };
}

/** Forgets conversations that a visitor opened and in which nothing was ever said. */
export async function deleteOpenedBy(tx: Tx, visitorId: string): Promise<void> {
  await tx.db
    .deleteFrom('web_conversations')
    .where('account_id', '=', tx.accountId)
    .where('opened_by', '=', visitorId)
    .execute();
}
