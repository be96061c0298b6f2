import { createHash } from 'node:crypto';
import type { OwnerClient } from '../../platform/db/copy-tables.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import { fail, type Finding, ok } from './doctor-finding.ts';

const NAMES_AT_ONCE = 1_000;
/** Files whose bytes are read where not all are asked for. */
const SAMPLE_MAX = 200;
/** Named in the report; the number says how many there are. */
const NAMED_MAX = 5;

export interface StorageCheckOptions {
  /** Reads every file instead of a sample. */
  readonly deep: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** Whether every file that a receipt or an attachment names is there with the right bytes. */
export async function* checkStorage(
  client: OwnerClient,
  storage: FileStorage,
  options: StorageCheckOptions,
): AsyncGenerator<Finding> {
  const named = 'select sha256 from receipts union select sha256 from attachments';
  const { rows } = await client.query<{ count: string }>(`select count(*) from (${named}) n`);
  const total = Number(rows[0]!.count);
  const every = options.deep ? 1 : Math.max(1, Math.ceil(total / SAMPLE_MAX));
  const missing: string[] = [];
  const damaged: string[] = [];
  let done = 0;
  let read = 0;
  await client.query('begin read only');
  try {
    await client.query(`declare named_files no scroll cursor for ${named}`);
    for (;;) {
      const batch = await client.query<{ sha256: Buffer }>(
        `fetch ${NAMES_AT_ONCE} from named_files`,
      );
      for (const { sha256 } of batch.rows) {
        const hex = sha256.toString('hex');
        if (!(await storage.has(sha256))) missing.push(hex);
        else if (done % every === 0) {
          read += 1;
          if (!(await isWhole(storage, sha256))) damaged.push(hex);
        }
        done += 1;
        options.onProgress(done, total);
      }
      if (batch.rows.length < NAMES_AT_ONCE) break;
    }
  } finally {
    await client.query('rollback');
  }
  yield missing.length === 0
    ? ok('storage.complete', `All ${total} stored files are there.`)
    : fail(
        'storage.complete',
        `${missing.length} of ${total} stored files are missing${nameSome(missing)}.`,
        lost,
      );
  const scope = read === total ? `all ${total}` : `${read} of ${total}`;
  yield damaged.length === 0
    ? ok(
        'storage.whole',
        `The bytes of ${scope} files are what was stored${options.deep ? '' : hint(read, total)}.`,
      )
    : fail(
        'storage.whole',
        `${damaged.length} stored files were changed${nameSome(damaged)}.`,
        lost,
      );
}

const lost =
  'Put these files back from a backup: they lie under files/ there, named by their SHA-256. Then ' +
  'look at the disk; a disk that loses files loses more.';

function hint(read: number, total: number): string {
  return read < total ? ' (--deep reads all)' : '';
}

function nameSome(hashes: readonly string[]): string {
  return ` (${hashes.slice(0, NAMED_MAX).join(', ')}${hashes.length > NAMED_MAX ? ', ...' : ''})`;
}

async function isWhole(storage: FileStorage, sha256: Buffer): Promise<boolean> {
  try {
    const bytes = await storage.read(sha256);
    return createHash('sha256').update(bytes).digest().equals(sha256);
  } catch (error) {
    // EIO and the like: the disk itself says that the file is damaged.
    if ((error as NodeJS.ErrnoException).code !== undefined) return false;
    throw error;
  }
}
