import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import { pushesOfVisitor_max } from '../web-limits.ts';
import '../web-tables.ts';

export type PushSubscriptionRow = Omit<
  Selectable<Tables['web_push_subscriptions']>,
  'account_id' | 'made_at'
>;

/**
 * Keeps a browser of a visitor, the newest of them only. The same browser is kept once, for whoever
 * asked last in it: it is known by its secret, not by an endpoint that others may have seen.
 */
export async function savePush(
  tx: Tx,
  push: Omit<PushSubscriptionRow, 'id'>,
  at: Date,
): Promise<string> {
  const { visitor_id, session_id, p256dh, expires_at } = push;
  const { id } = await tx.db
    .insertInto('web_push_subscriptions')
    .values({ account_id: tx.accountId, id: newId(), made_at: at, ...push })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'endpoint', 'auth'])
        .doUpdateSet({ visitor_id, session_id, p256dh, expires_at, made_at: at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`delete from web_push_subscriptions where account_id = ${tx.accountId} and id in (
    select id from web_push_subscriptions where account_id = ${tx.accountId}
      and visitor_id = ${visitor_id}
    order by made_at desc, id desc offset ${pushesOfVisitor_max})`.execute(tx.db);
  return id;
}

/** One browser; null where it is gone. */
export async function findPush(tx: Tx, id: string): Promise<PushSubscriptionRow | null> {
  const row = await tx.db
    .selectFrom('web_push_subscriptions')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Browsers of everybody who may see a conversation, that still want to hear. */
export async function listPushesOfTalk(tx: Tx, talkId: string, now: Date): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('web_grants')
    .innerJoin('web_push_subscriptions as p', (join) =>
      join
        .onRef('p.account_id', '=', 'web_grants.account_id')
        .onRef('p.visitor_id', '=', 'web_grants.visitor_id'),
    )
    .select('p.id')
    .where('web_grants.account_id', '=', tx.accountId)
    .where('web_grants.web_conversation_id', '=', talkId)
    .where('p.expires_at', '>', now)
    .execute();
  return rows.map((row) => row.id);
}

/** Forgets a browser; of one visitor only, where they are named. False: there was none. */
export async function removePush(tx: Tx, id: string, visitorId?: string): Promise<boolean> {
  const removed = await tx.writeNow(
    tx.db
      .deleteFrom('web_push_subscriptions')
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .$if(visitorId !== undefined, (query) => query.where('visitor_id', '=', visitorId!)),
  );
  return removed > 0;
}

/** Somebody signed out: whoever is next at this device reads nothing of theirs. */
export async function removePushesOfSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.db
    .deleteFrom('web_push_subscriptions')
    .where('account_id', '=', tx.accountId)
    .where('session_id', '=', sessionId)
    .execute();
}

/** The site signed somebody in: the browser goes on as theirs. */
export async function movePushes(
  tx: Tx,
  fromSessionId: string,
  to: { visitorId: string; sessionId: string },
): Promise<void> {
  await tx.db
    .updateTable('web_push_subscriptions')
    .set({ visitor_id: to.visitorId, session_id: to.sessionId })
    .where('account_id', '=', tx.accountId)
    .where('session_id', '=', fromSessionId)
    .execute();
}
