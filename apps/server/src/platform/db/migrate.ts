import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { StartRefused, startExitCodes } from '../config/start-refused.ts';
import { assumeStatistics } from './assume-statistics.ts';
import { connectOwner } from './connect-owner.ts';

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Where the product keeps its migrations. */
export const migrationsDir = join(import.meta.dirname, '../../../migrations');

/** Reads `0001_name.sql` files in order; a gap or a double number is an error. */
export async function readMigrations(dir: string = migrationsDir): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (file, index) => {
      const number = Number(/^(\d{4})_[a-z_]+\.sql$/.exec(file)?.[1]);
      if (number !== index + 1) {
        throw new Error(`Migration ${file} should carry number ${index + 1}: they are gap-free.`);
      }
      const sql = await readFile(join(dir, file), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { name: file.slice(0, -4), sql, checksum };
    }),
  );
}

// Any constant: it only has to be the same in every process of Earshot.
const LOCK = 4_711_003;

/**
 * Brings the schema up to date, forward only, one transaction a file, under an advisory lock.
 * Throws `StartRefused` if nobody answers, if a file that was applied has changed since, or if the
 * database is newer than the program. Returns the names it applied.
 */
export async function migrate(
  ownerUrl: string,
  options: { dir?: string; onProgress?: (name: string) => void } = {},
): Promise<string[]> {
  const migrations = await readMigrations(options.dir);
  const client = await connectOwner({
    connectionString: ownerUrl,
    application_name: 'earshot migrate',
  });
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseStrangers(migrations, applied);
    const pending = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) {
      options.onProgress?.(migration.name);
      await apply(client, migration);
    }
    await assumeStatistics(client);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

function refuseStrangers(migrations: Migration[], applied: Map<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    if (!known.has(name)) {
      throw new StartRefused(
        `The database has migration ${name}, which this version does not know. ` +
          'It was used by a newer Earshot: start that version, or restore the backup made before.',
        startExitCodes.config,
      );
    }
    if (known.get(name) !== checksum) {
      throw new StartRefused(
        `Migration ${name} was changed after it was applied; restore the file.`,
        startExitCodes.config,
      );
    }
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

function refuseLogin(cause: unknown): StartRefused {
  return new StartRefused(
    `The login in DATABASE_URL may not do what is needed: ${(cause as Error).message}. It has to ` +
      'own the database and may create roles. Nothing was changed.',
    startExitCodes.config,
    cause,
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if ((error as NodeJS.ErrnoException).code === INSUFFICIENT_PRIVILEGE) throw refuseLogin(error);
    throw new Error(`Migration ${migration.name} failed; nothing of it was kept.`, {
      cause: error,
    });
  }
}
