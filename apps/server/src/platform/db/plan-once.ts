import { sql } from 'kysely';
import type { Tx } from './database.ts';

/**
 * Asks with plans that PostgreSQL makes once for all values: for queries of many tables by a few
 * ids, whose planning costs more than running them. By itself it plans those anew each time, since
 * a plan for all values expects ten ids in an array. Only what is sent at once is planned so; it
 * travels together.
 */
export async function planOnce<T>(tx: Tx, ask: () => Promise<T>): Promise<T> {
  const [, answer] = await Promise.all([
    sql`set local plan_cache_mode = force_generic_plan`.execute(tx.db),
    ask(),
    sql`set local plan_cache_mode = auto`.execute(tx.db),
  ]);
  return answer;
}
