import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database, Tx } from '../db/database.ts';
import { newId } from '../ids.ts';
import { addJob, type JobHandler } from '../jobs/job-runner.ts';
import type { FileStorage } from './file-storage.ts';

const FORGET = 'files.forget';
/**
 * Bytes stay for a day after the last row that named them: longer than a backup that saw the row
 * runs, and than anybody takes between storing a file and writing its row.
 */
const GRACE_MS = 24 * 60 * 60 * 1_000;

/**
 * Asks in the transaction that drops rows naming these files for their bytes to go, a day later and
 * only if no row of any account names them then.
 */
export async function scheduleForgetting(
  tx: Tx,
  hashes: readonly Buffer[],
  now: Date,
): Promise<void> {
  if (hashes.length === 0) return;
  await addJob(tx, {
    name: FORGET,
    key: newId(),
    payload: { hashes: [...new Set(hashes.map((hash) => hash.toString('hex')))] },
    runAt: new Date(now.getTime() + GRACE_MS),
  });
}

/** The job that removes bytes which no row names any more. */
export function forgetJobs(deps: {
  db: Database;
  storage: FileStorage;
  clock: Clock;
}): Record<string, JobHandler> {
  return {
    [FORGET]: async ({ payload }) => {
      await forgetFiles(deps.db, deps.storage, payload['hashes'] as string[], deps.clock.now());
    },
  };
}

/** Removes those of the files that no row of any account names; answers how many went. */
export async function forgetFiles(
  db: Database,
  storage: FileStorage,
  hashes: readonly string[],
  now: Date,
): Promise<number> {
  const accounts = await db.withSystem((tx) => tx.db.selectFrom('accounts').select('id').execute());
  let left = [...hashes];
  for (const { id } of accounts) {
    if (left.length === 0) break;
    const named = await db.withAccount(id, (tx) => listNamed(tx, left));
    left = left.filter((hash) => !named.has(hash));
  }
  let gone = 0;
  for (const hash of left) {
    const before = new Date(now.getTime() - GRACE_MS);
    if (await storage.remove(Buffer.from(hash, 'hex'), before)) gone += 1;
  }
  return gone;
}

/**
 * Which of the files a row of this account names. Every column called sha256 names a stored file:
 * that is a rule of the schema, on which the backup relies as well.
 */
async function listNamed(tx: Tx, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname = 'sha256' and not a.attisdropped order by 1`.execute(tx.db);
  const wanted = hashes.map((hash) => Buffer.from(hash, 'hex'));
  const named = new Set<string>();
  for (const { name } of tables) {
    const { rows } = await sql<{ sha256: Buffer }>`
      select distinct sha256 from ${sql.table(name)}
      where account_id = ${tx.accountId} and sha256 = any(${wanted})`.execute(tx.db);
    for (const { sha256 } of rows) named.add(sha256.toString('hex'));
  }
  return named;
}
