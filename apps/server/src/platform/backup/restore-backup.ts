import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import {
  copyIn,
  countRows,
  listAppliedMigrations,
  listForeignKeys,
  listTables,
  openOwnerClient,
  type OwnerClient,
  quote,
} from '../db/copy-tables.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import { type BackupHeader, BackupRefused, type OnProgress } from './backup-format.ts';
import { type CheckedBackup, checkBackup } from './check-backup.ts';

export interface RestoreOptions {
  readonly ownerUrl: string;
  readonly storage: FileStorage;
  readonly path: string;
  /** Folder of the migrations; left out: those of the program. */
  readonly migrationsDir?: string;
  /** Tables that may have rows before, because a start writes them; they are replaced. */
  readonly startTables: readonly string[];
  /** Sees what was checked before the first row is written; what it throws ends the restore. */
  readonly beforeFilling?: (checked: CheckedBackup) => Promise<void>;
  readonly onProgress: OnProgress;
}

export interface RestoredBackup extends CheckedBackup {
  /** Migrations that were applied on top, because the backup was older than the program. */
  readonly migrated: readonly string[];
}

/**
 * Puts a backup into an empty installation: reads all of it and compares, then in one transaction
 * every row, the files, and the counts. Whatever goes wrong, the database is as empty as before.
 * An older backup is then brought up to the present schema. Throws `BackupRefused`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const checked = await checkBackup(options.path, options.onProgress);
  const known = await refuseUnknownMigrations(checked.header, options.migrationsDir);
  const client = await openOwnerClient(options.ownerUrl);
  try {
    await refuseFilled(client, options.startTables);
    await options.beforeFilling?.(checked);
    await prepareSchema(client, checked.header, options.ownerUrl, known);
    await fillTables(client, options, checked);
  } finally {
    await client.end();
  }
  const migrated = await migrate(
    options.ownerUrl,
    options.migrationsDir === undefined ? {} : { dir: options.migrationsDir },
  );
  return { ...checked, migrated };
}

type KnownMigrations = Awaited<ReturnType<typeof readMigrations>>;

async function refuseUnknownMigrations(
  header: BackupHeader,
  dir: string | undefined,
): Promise<KnownMigrations> {
  const known = await readMigrations(dir);
  const checksums = new Map(known.map((migration) => [migration.name, migration.checksum]));
  for (const { name, checksum } of header.migrations) {
    if (!checksums.has(name)) {
      throw new BackupRefused(
        `The backup needs the migration ${name}, which this version does not know: it was made by ` +
          `a newer Earshot (${header.earshot}). Update Earshot first; nothing was changed.`,
      );
    }
    if (checksums.get(name) !== checksum) {
      throw new BackupRefused(
        `The migration ${name} was changed since the backup was made, so the tables may not fit. ` +
          `Use Earshot ${header.earshot} to restore it; nothing was changed.`,
      );
    }
  }
  return known;
}

async function refuseFilled(client: OwnerClient, startTables: readonly string[]): Promise<void> {
  for (const { name } of await listTables(client)) {
    if (startTables.includes(name)) continue;
    const { rows } = await client.query(`select from ${quote(name)} limit 1`);
    if (rows.length === 0) continue;
    throw new BackupRefused(
      `This installation is not empty (there are rows in ${name}), and a restore never overwrites. ` +
        'Set EARSHOT_DATA to a new folder, or DATABASE_URL to an empty database, and try again. ' +
        'Nothing was changed.',
    );
  }
}

/** Makes the schema as it was when the backup was made. */
async function prepareSchema(
  client: OwnerClient,
  header: BackupHeader,
  ownerUrl: string,
  known: KnownMigrations,
): Promise<void> {
  const applied = await listAppliedMigrations(client);
  if (JSON.stringify(applied) === JSON.stringify(header.migrations)) return;
  if (applied.length > 0) {
    // Empty, as was just seen: making it anew loses nothing.
    await client.query('drop schema public cascade; create schema public');
  }
  const names = new Set(header.migrations.map(({ name }) => name));
  const folder = await mkdtemp(join(tmpdir(), 'earshot-restore-'));
  try {
    for (const { name, sql } of known) {
      if (names.has(name)) await writeFile(join(folder, `${name}.sql`), sql);
    }
    await migrate(ownerUrl, { dir: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fillTables(
  client: OwnerClient,
  options: RestoreOptions,
  checked: CheckedBackup,
): Promise<void> {
  const { manifest } = checked;
  const shapes = new Map((await listTables(client)).map((table) => [table.name, table]));
  for (const { name, columns } of manifest.tables) {
    const here = shapes.get(name)?.columns;
    if (here && columns.every((column) => here.includes(column))) continue;
    throw new BackupRefused(`The table ${name} of the backup does not fit into this schema.`);
  }
  await client.query('begin');
  const foreignKeys = await listForeignKeys(client);
  for (const { table, name } of foreignKeys) {
    await client.query(`alter table ${table} drop constraint ${quote(name)}`);
  }
  const all = [...shapes.keys()].map(quote).join(', ');
  await client.query(`truncate ${all}`);
  await copyEntries(client, options, checked);
  for (const { table, name, definition } of foreignKeys) {
    await client.query(`alter table ${table} add constraint ${quote(name)} ${definition}`);
  }
  for (const { name, rows } of manifest.tables) {
    const count = await countRows(client, name);
    if (count === rows) continue;
    throw new BackupRefused(
      `Of ${name} ${count} rows arrived instead of ${rows}; nothing was kept.`,
    );
  }
  await client.query('commit');
  await client.query('analyze');
}

async function copyEntries(
  client: OwnerClient,
  options: RestoreOptions,
  checked: CheckedBackup,
): Promise<void> {
  const columnsOf = new Map(checked.manifest.tables.map((table) => [table.name, table]));
  const total = checked.manifest.files.count;
  let open: { table: string; stream: Writable } | null = null;
  let tables = 0;
  let files = 0;
  const close = async () => {
    if (open === null) return;
    const { stream } = open;
    open = null;
    stream.end();
    await finished(stream);
  };
  const again = await checkBackup(options.path, undefined, {
    async onRows(table, bytes) {
      if (open?.table !== table) {
        await close();
        const shape = columnsOf.get(table);
        if (!shape) throw new BackupRefused(`The rows of ${table} are not in the manifest.`);
        options.onProgress({ phase: 'tables', done: tables, total: columnsOf.size, what: table });
        tables += 1;
        open = { table, stream: copyIn(client, shape) };
      }
      await writeRows(open.stream, bytes);
    },
    async onFile(sha256, bytes) {
      await close();
      await options.storage.put(bytes);
      files += 1;
      if (files % 25 === 0) {
        options.onProgress({ phase: 'files', done: files, total, what: sha256.slice(0, 8) });
      }
    },
  });
  await close();
  if (JSON.stringify(again.manifest) !== JSON.stringify(checked.manifest)) {
    throw new BackupRefused('The backup was changed while it was restored; nothing was kept.');
  }
}

/** Waits until PostgreSQL took the rows, so that they do not gather in memory. */
function writeRows(stream: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    stream.write(bytes, (error) => {
      stream.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}
