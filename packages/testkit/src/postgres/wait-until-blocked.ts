import { type Kysely, sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../../apps/server/src/platform/db/database.ts';
import type { Tables } from '../../../../apps/server/src/platform/db/tables.ts';

/** Whether somebody waits for what another transaction of this database has locked. */
export async function isBlocked(db: Kysely<Tables>): Promise<boolean> {
  // By who waits: locks of transactions belong to no database.
  const { rows } = await sql`select from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database()`.execute(db);
  return rows.length > 0;
}

/** Resolves when somebody is blocked. */
export async function waitUntilBlocked(db: Database): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await db.withSystem((tx) => isBlocked(tx.db))) return;
    await pause(10);
  }
  throw new Error('Nobody waits.');
}
