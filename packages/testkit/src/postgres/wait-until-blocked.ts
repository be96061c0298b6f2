import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../../apps/server/src/platform/db/database.ts';

/** Resolves when somebody waits for a row that another transaction of this database has locked. */
export async function waitUntilBlocked(db: Database): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const { rows } = await db.withSystem((tx) =>
      sql`select from pg_locks l join pg_database d on d.oid = l.database or l.database is null
        where not l.granted and d.datname = current_database()`.execute(tx.db),
    );
    if (rows.length > 0) return;
    await pause(10);
  }
  throw new Error('Nobody waits.');
}
