import { type Selectable, sql } from 'kysely';
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
  /** The conversation as visitors know it. */
  talkId: string;
  /** The conversation behind it. */
  conversationId: string;
  messageId: string;
  clientId: string | null;
  at: Date;
}

/** Where a message stands among those the visitor sees. */
export interface ShownPlace {
  talkId: string;
  seq: number;
}

/**
 * Gives messages, in this order, the next gap-free numbers among those their visitors see, and
 * answers where each stands; without those of unknown conversations. Showing one again changes
 * nothing. Locks the conversations; `leave` leaves out those that somebody else has locked.
 */
export async function showMessages(
  tx: Tx,
  shown: readonly ShownMessage[],
  ifLocked: 'wait' | 'leave' = 'wait',
): Promise<Map<string, ShownPlace>> {
  if (shown.length === 0) return new Map();
  const [talks, places] = await Promise.all([
    lockTalks(tx, [...new Set(shown.map((one) => one.talkId))], ifLocked),
    // After the lock, so that what somebody else has just shown is known.
    listPlaces(
      tx,
      shown.map((one) => one.messageId),
    ),
  ]);
  const behind = new Map<string, string>();
  for (const { talkId, messageId, conversationId, clientId, at } of shown) {
    const last = talks.get(talkId);
    if (last === undefined || places.has(messageId)) continue;
    const seq = last + 1;
    talks.set(talkId, seq);
    places.set(messageId, { talkId, seq });
    behind.set(talkId, conversationId);
    tx.insert('web_entries', {
      account_id: tx.accountId,
      web_conversation_id: talkId,
      seq,
      message_id: messageId,
      client_id: clientId,
      shown_at: at,
    });
  }
  if (behind.size === 0) return places;
  const ids = [...behind.keys()];
  const count = sql`
    update web_conversations w set last_seq = r.last_seq,
      conversation_id = coalesce(w.conversation_id, r.conversation_id)
    from unnest(${ids}::uuid[], ${ids.map((id) => talks.get(id))}::int[],
      ${[...behind.values()]}::uuid[]) as r (id, last_seq, conversation_id)
    where w.account_id = ${tx.accountId} and w.id = r.id`;
  await tx.writeNow({ compile: () => count.compile(tx.db) });
  return places;
}

async function listPlaces(tx: Tx, messageIds: readonly string[]): Promise<Map<string, ShownPlace>> {
  const rows = await tx.db
    .selectFrom('web_entries')
    .select(['message_id', 'web_conversation_id', 'seq'])
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`message_id = any(${[...messageIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [row.message_id, { talkId: row.web_conversation_id, seq: row.seq }]),
  );
}

/** The last number of each; in one order for everybody, so that no two wait for each other. */
async function lockTalks(
  tx: Tx,
  ids: readonly string[],
  ifLocked: 'wait' | 'leave',
): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('web_conversations')
    .select(['id', 'last_seq'])
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .$if(ifLocked === 'leave', (query) => query.skipLocked())
    .execute();
  return new Map(rows.map((row) => [row.id, row.last_seq]));
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
