// reads: messages, message_versions
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';

/** Where a message stands and whether it was taken back; throws where there is none. */
export async function getChangedMessage(tx: Tx, messageId: string) {
  const row = await tx.db
    .selectFrom('messages')
    .select(['id', 'case_id', 'deleted_at'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!row) throw notFound('message');
  return row;
}

/** What a message said before, the newest first. */
export async function listVersions(tx: Tx, messageId: string) {
  const rows = await tx.db
    .selectFrom('message_versions')
    .select(['id', 'body_text', 'written_at', 'replaced_at'])
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .orderBy('replaced_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    text: row.body_text,
    written_at: row.written_at.toISOString(),
    replaced_at: row.replaced_at.toISOString(),
  }));
}
