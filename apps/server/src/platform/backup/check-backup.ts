import { createHash } from 'node:crypto';
import type { z } from 'zod';
import * as format from './backup-format.ts';
import { openArchiveFile } from './compress-archive.ts';
import { type ArchiveEntry, ArchiveBroken, readEntries } from './tar-archive.ts';

export interface CheckedBackup {
  readonly header: format.BackupHeader;
  readonly manifest: format.BackupManifest;
  /** The sealed master key, where the backup carries one. */
  readonly sealedKey: Buffer | null;
}

/** No header, manifest or key is larger; a manifest lists a few entries for each million rows. */
const JSON_BYTES_MAX = 64 * 1024 * 1024;
const PROGRESS_EVERY = 100;

/** Does something with each entry of the tables and files while they go by. */
export interface EntryVisitor {
  onHeader?(header: format.BackupHeader): Promise<void>;
  onRows?(table: string, bytes: Buffer): Promise<void>;
  onFile?(sha256: string, bytes: Buffer): Promise<void>;
}

/**
 * Reads a whole backup and compares every byte with what its manifest says. Throws `BackupRefused`
 * with what is wrong: cut off, damaged, changed, no backup, or from a newer program.
 */
export async function checkBackup(
  path: string,
  onProgress: format.OnProgress = () => undefined,
  visitor: EntryVisitor = {},
): Promise<CheckedBackup> {
  try {
    return await readBackup(path, onProgress, visitor);
  } catch (error) {
    const reason = explain(error);
    if (reason === null) throw error;
    throw new format.BackupRefused(
      `The backup ${path} cannot be used: ${reason}. Nothing was restored from it. ` +
        'Copy it again from where it is kept, or take another one.',
      { cause: error },
    );
  }
}

function explain(error: unknown): string | null {
  if (error instanceof ArchiveBroken) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return 'it ends in the middle';
  if (code?.startsWith('Z_') || code?.startsWith('ZSTD_')) return 'its bytes are damaged';
  return null;
}

/** What has gone by so far. */
interface Reading {
  header: format.BackupHeader | null;
  manifest: format.BackupManifest | null;
  sealedKey: Buffer | null;
  readonly entries: format.BackupManifest['entries'];
  readonly names: ReturnType<typeof createHash>;
  files: number;
  fileBytes: number;
}

async function readBackup(
  path: string,
  onProgress: format.OnProgress,
  visitor: EntryVisitor,
): Promise<CheckedBackup> {
  const reading: Reading = {
    header: null,
    manifest: null,
    sealedKey: null,
    entries: [],
    names: createHash('sha256'),
    files: 0,
    fileBytes: 0,
  };
  let seen = 0;
  for await (const entry of readEntries(await openArchiveFile(path))) {
    if (reading.manifest !== null) throw new ArchiveBroken('something follows its manifest');
    await readEntry(reading, entry, visitor);
    seen += 1;
    if (seen % PROGRESS_EVERY === 0) {
      onProgress({ phase: 'check', done: seen, total: 0, what: entry.name });
    }
  }
  const { header, manifest, sealedKey } = reading;
  if (header === null || manifest === null) throw new ArchiveBroken('its manifest is missing');
  compare(reading, manifest);
  return { header, manifest, sealedKey };
}

async function readEntry(
  reading: Reading,
  entry: ArchiveEntry,
  visitor: EntryVisitor,
): Promise<void> {
  const { name } = entry;
  const bytes = await readContent(entry);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const stored = format.findHashOf(name);
  if (stored !== null) {
    if (stored !== sha256) throw new ArchiveBroken(`the file ${stored} inside was changed`);
    reading.names.update(`${stored}\n`);
    reading.files += 1;
    reading.fileBytes += bytes.length;
    return visitor.onFile?.(stored, bytes);
  }
  if (name === format.manifestName) {
    reading.manifest = parseJson(format.backupManifest, bytes, name);
    return undefined;
  }
  reading.entries.push({ name, size_bytes: bytes.length, sha256 });
  if (name === format.headerName) {
    reading.header = parseJson(format.backupHeader, bytes, name);
    refuseNewer(reading.header);
    return visitor.onHeader?.(reading.header);
  }
  if (reading.header === null) throw new ArchiveBroken('it is no backup of Earshot');
  if (name === format.keyName) {
    reading.sealedKey = bytes;
    return undefined;
  }
  const table = format.findTableOf(name);
  if (table === null) throw new ArchiveBroken(`it contains ${name}, which belongs to no backup`);
  return visitor.onRows?.(table, bytes);
}

async function readContent(entry: ArchiveEntry): Promise<Buffer> {
  const isRowsOrFile = format.findHashOf(entry.name) ?? format.findTableOf(entry.name);
  if (isRowsOrFile === null && entry.sizeBytes > JSON_BYTES_MAX) {
    throw new ArchiveBroken(`${entry.name} inside is too large to be right`);
  }
  return Buffer.concat(await Array.fromAsync(entry.content));
}

function parseJson<T>(schema: z.ZodType<T>, bytes: Buffer, name: string): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ArchiveBroken(`${name} inside is damaged`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ArchiveBroken(`${name} inside is damaged or of another program`);
}

function refuseNewer(header: format.BackupHeader): void {
  if (header.version <= format.formatVersion) return;
  throw new format.BackupRefused(
    `The backup was written by a newer Earshot (${header.earshot}, format ${header.version}). ` +
      'Update Earshot first; nothing was changed.',
  );
}

function compare(reading: Reading, manifest: format.BackupManifest): void {
  if (JSON.stringify(reading.entries) !== JSON.stringify(manifest.entries)) {
    const wrong = manifest.entries.find((entry, at) => {
      return JSON.stringify(entry) !== JSON.stringify(reading.entries[at]);
    });
    throw new ArchiveBroken(`${wrong?.name ?? 'its content'} was changed or is missing`);
  }
  const { count, size_bytes: sizeBytes, names_sha256: names } = manifest.files;
  const same = count === reading.files && sizeBytes === reading.fileBytes;
  if (!same || reading.names.digest('hex') !== names) {
    throw new ArchiveBroken(`it holds ${reading.files} stored files instead of ${count}`);
  }
}
