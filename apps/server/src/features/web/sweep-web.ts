import type { Database } from '../../platform/db/database.ts';
import { endedKept_ms } from './web-limits.ts';
import './web-tables.ts';

type Expiring = 'web_sessions' | 'web_codes' | 'web_push_subscriptions';

/**
 * Forgets, over all accounts, sessions that ran out long ago, browsers that asked to hear of
 * answers, and one-time codes: used or not, none is good after its quarter of an hour. Answers how
 * many.
 */
export async function sweepWeb(db: Database, now: Date): Promise<number> {
  const sessions = await forget(db, 'web_sessions', new Date(now.getTime() - endedKept_ms));
  const codes = await forget(db, 'web_codes', now);
  return sessions + codes + (await forget(db, 'web_push_subscriptions', now));
}

async function forget(db: Database, table: Expiring, before: Date): Promise<number> {
  const owners = await db.withSystem((tx) =>
    tx.db
      .selectFrom(table)
      .select('account_id')
      .distinct()
      .where('expires_at', '<', before)
      .execute(),
  );
  let forgotten = 0;
  for (const { account_id: accountId } of owners) {
    forgotten += await db.withAccount(accountId, (tx) =>
      tx.writeNow(
        tx.db
          .deleteFrom(table)
          .where('account_id', '=', accountId)
          .where('expires_at', '<', before),
      ),
    );
  }
  return forgotten;
}
