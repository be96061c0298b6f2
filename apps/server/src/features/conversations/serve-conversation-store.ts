import './conversation-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

/** Who answers a conversation from now on; false where it was so already. */
export async function serveConversation(
  tx: Tx,
  conversationId: string,
  servedBy: 'bot' | 'people',
): Promise<boolean> {
  const row = await tx.db
    .updateTable('conversations')
    .set({ served_by: servedBy })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', conversationId)
    .where('served_by', '<>', servedBy)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
