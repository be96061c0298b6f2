// reads: conversations, cases
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

export interface ThreadConversation {
  id: string;
  /** The case that stays, where the conversation’s own case was merged. */
  case_id: string;
}

/** The conversation of a thread on a channel; null: nothing was said in it yet. */
export async function findThreadConversation(
  tx: Tx,
  channelId: string,
  threadKey: string,
): Promise<ThreadConversation | null> {
  const { rows } = await sql<ThreadConversation>`
    select v.id, coalesce(c.merged_into_id, c.id) as case_id
    from conversations v join cases c on c.account_id = v.account_id and c.id = v.case_id
    where v.account_id = ${tx.accountId} and v.channel_id = ${channelId}
      and v.external_key = ${threadKey}`.execute(tx.db);
  return rows[0] ?? null;
}
