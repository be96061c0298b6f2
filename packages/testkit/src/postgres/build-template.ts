import { createHash } from 'node:crypto';
import pg from 'pg';
import { migrate, readMigrations } from '../../../../apps/server/src/platform/db/migrate.ts';
import { isAlive } from '../../../../apps/server/src/platform/postgres/find-processes.ts';

/** Prefix of template databases; the rest is the hash of the migrations in them. */
const templatePrefix = 'template_';
/** Prefix of clones; then the process that made it, so that a dead one's can be removed. */
export const clonePrefix = 'clone_';
/** Templates of other branches kept for the next switch. */
const mostOldTemplates = 3;
/** Any constant: only one run at a time builds or prunes. */
const buildLock = 4_711_004;

/**
 * Makes sure that there is a database with all migrations applied, ready to be copied, and returns
 * its name. It is keyed by the content of the migrations: a changed file gives a new template.
 */
export async function buildTemplate(clusterUrl: string): Promise<string> {
  const migrations = await readMigrations();
  const hash = createHash('sha256');
  for (const { name, checksum } of migrations) hash.update(`${name}\n${checksum}\n`);
  const template = `${templatePrefix}${hash.digest('hex').slice(0, 16)}`;

  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [buildLock]);
    await removeLeftovers(client, template);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      template,
    ]);
    if (rowCount === 0) await build(client, clusterUrl, template);
    return template;
  } finally {
    await client.end();
  }
}

/** The address of another database of the same cluster. */
export function urlOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function build(client: pg.Client, clusterUrl: string, template: string): Promise<void> {
  // Built under another name: an interrupted run leaves no template that only looks complete.
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  await migrate(urlOf(clusterUrl, draft));
  // Nobody may connect: a session on a template blocks copying it.
  await client.query(`alter database ${draft} allow_connections false`);
  await client.query(`alter database ${draft} rename to ${template}`);
}

async function removeLeftovers(client: pg.Client, current: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database order by oid desc',
  );
  const names = rows.map((row) => row.name);
  const orphans = names.filter((name) => {
    const pid = name.startsWith(clonePrefix) ? Number(name.split('_')[1]) : null;
    return pid !== null && !isAlive(pid);
  });
  const old = names
    .filter((name) => name.startsWith(templatePrefix) && name !== current)
    .slice(mostOldTemplates);
  for (const name of [...orphans, ...old]) {
    await client.query(`drop database if exists ${name} with (force)`);
  }
}
