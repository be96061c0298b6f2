import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import {
  copyOut,
  countRows,
  listAppliedMigrations,
  listTables,
  openOwnerClient,
  type OwnerClient,
  quote,
  type TableShape,
} from '../db/copy-tables.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import * as format from './backup-format.ts';
import { checkBackup } from './check-backup.ts';
import { createArchiveFile } from './compress-archive.ts';
import { fingerprintKey, sealMasterKey } from './seal-master-key.ts';
import { writeEnd, writeEntry } from './tar-archive.ts';

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly storage: FileStorage;
  readonly masterKey: Uint8Array;
  /** The file to write; its folder must exist. */
  readonly path: string;
  /** Version of the program, for the reader of the backup. */
  readonly version: string;
  /** Puts the master key in, under this passphrase; null: leaves it out. */
  readonly passphrase: string | null;
  readonly overwrite: boolean;
  readonly now: Date;
  readonly onProgress: format.OnProgress;
}

export interface WrittenBackup {
  readonly path: string;
  readonly sizeBytes: number;
  readonly rows: number;
  readonly files: number;
  readonly manifest: format.BackupManifest;
}

/**
 * Rows are cut into entries of about this size, since an entry must know its size before it begins.
 */
const PART_BYTES = 4 * 1024 * 1024;
/** Names of files fetched at once. */
const NAMES_AT_ONCE = 1_000;
const PROGRESS_EVERY = 25;

/**
 * Writes database and files into one archive while everything runs: all tables as of one moment
 * (REPEATABLE READ), then the files those rows name, which never change. Then reads it again and
 * compares. The file appears under its name only when it is whole. Throws `BackupRefused`.
 */
export async function writeBackup(options: BackupOptions): Promise<WrittenBackup> {
  const path = resolve(options.path);
  if (!options.overwrite && (await stat(path).catch(() => null))) {
    throw new format.BackupRefused(
      `${path} is already there. Choose another name, or say --force.`,
    );
  }
  const draft = `${path}.part`;
  await openDraft(draft);
  const file = createArchiveFile(draft, basename(path));
  try {
    const manifest = await fill(file.archive, options);
    await file.finish();
    const checked = await checkBackup(draft, options.onProgress);
    if (JSON.stringify(checked.manifest) !== JSON.stringify(manifest)) {
      throw new format.BackupRefused('What was read back differs from what was written.');
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
    return {
      path,
      sizeBytes: (await stat(path)).size,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.count,
      manifest,
    };
  } catch (error) {
    await file.abandon();
    await rm(draft, { force: true });
    throw error;
  }
}

async function openDraft(draft: string): Promise<void> {
  try {
    await (await open(draft, 'w', 0o600)).close();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'its folder does not exist' : (error as Error).message;
    throw new format.BackupRefused(`The backup cannot be written to ${draft}: ${reason}.`);
  }
}

/** Bytes of the archive together with what the manifest says about them. */
interface Filling {
  readonly archive: Writable;
  readonly now: Date;
  readonly entries: format.BackupManifest['entries'];
}

async function fill(archive: Writable, options: BackupOptions): Promise<format.BackupManifest> {
  const filling: Filling = { archive, now: options.now, entries: [] };
  const client = await openOwnerClient(options.ownerUrl);
  try {
    await client.query('begin isolation level repeatable read, read only');
    const tables = await listTables(client);
    await add(filling, format.headerName, toJson(await describeBackup(client, options)));
    if (options.passphrase !== null) {
      await add(filling, format.keyName, sealMasterKey(options.masterKey, options.passphrase));
    }
    const written = [];
    for (const [done, table] of tables.entries()) {
      options.onProgress({ phase: 'tables', done, total: tables.length, what: table.name });
      await addRows(filling, client, table);
      const rows = await countRows(client, table.name);
      written.push({ name: table.name, columns: [...table.columns], rows });
    }
    const { files, missing } = await addFiles(filling, client, tables, options);
    await client.query('commit');
    const manifest = {
      tables: written,
      entries: filling.entries,
      files,
      missing_files: missing,
    };
    await writeEntry(archive, format.manifestName, toJson(manifest), options.now);
    await writeEnd(archive);
    return manifest;
  } finally {
    await client.end();
  }
}

async function describeBackup(
  client: OwnerClient,
  options: BackupOptions,
): Promise<format.BackupHeader> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return {
    format: 'earshot-backup',
    version: format.formatVersion,
    earshot: options.version,
    created_at: options.now.toISOString(),
    database_version: rows[0]!.server_version,
    migrations: await listAppliedMigrations(client),
    key_fingerprint: fingerprintKey(options.masterKey),
  };
}

function toJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

async function add(filling: Filling, name: string, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  filling.entries.push({ name, size_bytes: bytes.length, sha256 });
  await writeEntry(filling.archive, name, bytes, filling.now);
}

async function addRows(filling: Filling, client: OwnerClient, table: TableShape): Promise<void> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;
  const flush = async () => {
    number += 1;
    await add(filling, format.partName(table.name, number), Buffer.concat(parts));
    parts = [];
    size = 0;
  };
  for await (const chunk of copyOut(client, table)) {
    parts.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= PART_BYTES) await flush();
  }
  if (size > 0) await flush();
}

async function addFiles(
  filling: Filling,
  client: OwnerClient,
  tables: readonly TableShape[],
  options: BackupOptions,
): Promise<{
  files: format.BackupManifest['files'];
  missing: format.BackupManifest['missing_files'];
}> {
  const named = namedFilesQuery(tables);
  const total = await countFiles(client, named);
  const names = createHash('sha256');
  const missing: format.BackupManifest['missing_files'] = [];
  let count = 0;
  let sizeBytes = 0;
  let seen = 0;
  await client.query(`declare named_files no scroll cursor for ${named} order by sha256`);
  for (;;) {
    const { rows } = await client.query<{ sha256: Buffer }>(
      `fetch ${NAMES_AT_ONCE} from named_files`,
    );
    for (const { sha256 } of rows) {
      const hex = sha256.toString('hex');
      const bytes = await readWhole(options.storage, sha256);
      if (typeof bytes === 'string') missing.push({ sha256: hex, problem: bytes });
      else {
        await writeEntry(filling.archive, format.fileName(hex), bytes, filling.now);
        names.update(`${hex}\n`);
        count += 1;
        sizeBytes += bytes.length;
      }
      seen += 1;
      if (seen % PROGRESS_EVERY === 0) {
        options.onProgress({ phase: 'files', done: seen, total, what: '' });
      }
    }
    if (rows.length < NAMES_AT_ONCE) break;
  }
  const files = { count, size_bytes: sizeBytes, names_sha256: names.digest('hex') };
  return { files, missing };
}

/** Every column of this name holds the SHA-256 of a stored file; that is a rule of the schema. */
function namedFilesQuery(tables: readonly TableShape[]): string {
  const selects = tables
    .filter((table) => table.columns.includes('sha256'))
    .map((table) => `select sha256 from ${quote(table.name)} where sha256 is not null`);
  return selects.length === 0
    ? 'select null::bytea as sha256 where false'
    : selects.join(' union ');
}

async function countFiles(client: OwnerClient, named: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from (${named}) n`);
  return Number(rows[0]!.count);
}

async function readWhole(
  storage: FileStorage,
  sha256: Buffer,
): Promise<Buffer | 'missing' | 'damaged'> {
  let bytes: Buffer;
  try {
    bytes = await storage.read(sha256);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
  return createHash('sha256').update(bytes).digest().equals(sha256) ? bytes : 'damaged';
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
