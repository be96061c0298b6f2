import type { Tx } from '../../../platform/db/database.ts';
import '../web-tables.ts';

/** Lets a visitor read and write a conversation; who may already stays as they are. */
export async function insertGrant(
  tx: Tx,
  grant: {
    conversationId: string;
    visitorId: string;
    how: 'opened' | 'adopted' | 'link';
    at: Date;
  },
): Promise<void> {
  await tx.db
    .insertInto('web_grants')
    .values({
      account_id: tx.accountId,
      web_conversation_id: grant.conversationId,
      visitor_id: grant.visitorId,
      how: grant.how,
      granted_at: grant.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a link let people see of a conversation is over; answers who that was. */
export async function removeLinkGrants(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await tx.db
    .deleteFrom('web_grants')
    .where('account_id', '=', tx.accountId)
    .where('web_conversation_id', '=', conversationId)
    .where('how', '=', 'link')
    .returning('visitor_id')
    .execute();
  return rows.map((row) => row.visitor_id);
}

/** What one visitor opened is another’s too from now on; what a link let them see is not. */
export async function adoptGrants(
  tx: Tx,
  fromVisitorId: string,
  toVisitorId: string,
  at: Date,
): Promise<void> {
  const own = await tx.db
    .selectFrom('web_grants')
    .select('web_conversation_id')
    .where('account_id', '=', tx.accountId)
    .where('visitor_id', '=', fromVisitorId)
    .where('how', '<>', 'link')
    .execute();
  for (const { web_conversation_id: conversationId } of own) {
    await insertGrant(tx, { conversationId, visitorId: toVisitorId, how: 'adopted', at });
  }
}

/** Forgets what a visitor may read. */
export async function deleteGrantsOf(tx: Tx, visitorId: string): Promise<void> {
  await tx.db
    .deleteFrom('web_grants')
    .where('account_id', '=', tx.accountId)
    .where('visitor_id', '=', visitorId)
    .execute();
}
