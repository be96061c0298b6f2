import { z } from 'zod';

/** Version of the format; a program reads its own and older ones. */
export const formatVersion = 1;

export const headerName = 'earshot-backup.json';
export const manifestName = 'manifest.json';
export const keyName = 'master.key.sealed';

const migration = z.object({ name: z.string(), checksum: z.string() });

/** First entry: enough to refuse at once what cannot be restored. */
export const backupHeader = z.object({
  format: z.literal('earshot-backup'),
  version: z.number().int().positive(),
  earshot: z.string().describe('Version of the program that wrote it.'),
  created_at: z.string(),
  database_version: z.string(),
  migrations: z.array(migration),
  key_fingerprint: z.string().describe('Tells whether the same master key is at hand.'),
});
export type BackupHeader = z.infer<typeof backupHeader>;

const entry = z.object({ name: z.string(), size_bytes: z.number().int(), sha256: z.string() });

/**
 * Last entry: what must be inside. Files are not listed one by one, because each carries its own
 * SHA-256 as its name; their number, their bytes and the hash over their names say that all are
 * there.
 */
export const backupManifest = z.object({
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() }),
  ),
  entries: z.array(entry),
  files: z.object({
    count: z.number().int(),
    size_bytes: z.number().int(),
    names_sha256: z.string(),
  }),
  missing_files: z
    .array(z.object({ sha256: z.string(), problem: z.enum(['missing', 'damaged']) }))
    .describe('Files the database names that the storage did not have when the backup was made.'),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/** Name of one piece of a table’s rows. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}

/** The table that a piece belongs to, or null. */
export function findTableOf(name: string): string | null {
  return /^tables\/([a-z][a-z0-9_]*)\/\d{6,}\.copy$/.exec(name)?.[1] ?? null;
}

/** Name of a stored file. */
export function fileName(sha256: string): string {
  return `files/${sha256}`;
}

/** The SHA-256 that a stored file must have, in hex, or null where the entry is none. */
export function findHashOf(name: string): string | null {
  return /^files\/([0-9a-f]{64})$/.exec(name)?.[1] ?? null;
}

/** What a person at the terminal is shown while it works. */
export interface BackupProgress {
  readonly phase: 'tables' | 'files' | 'check';
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  /** What is in hand, such as the name of a table. */
  readonly what: string;
}
export type OnProgress = (progress: BackupProgress) => void;

/** The backup cannot be used, or the place not be restored into: sentences for the operator. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}
