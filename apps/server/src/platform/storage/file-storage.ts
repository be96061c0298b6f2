import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export interface StoredFile {
  sha256: Buffer;
  sizeBytes: number;
}

/** Files by the SHA-256 of their bytes: the same bytes lie once, and a file never changes. */
export interface FileStorage {
  /** Returns only after bytes and name are on disk (fsync of file and folder). */
  put(bytes: Uint8Array): Promise<StoredFile>;
  read(sha256: Buffer): Promise<Buffer>;
  /** All of it, or the bytes from `start` to `end`, both included. */
  stream(sha256: Buffer, range?: { start: number; end: number }): Readable;
  has(sha256: Buffer): Promise<boolean>;
  /** Hashes of everything stored, for backup and for finding orphans. */
  list(): AsyncGenerator<string>;
  pathOf(sha256: Buffer): string;
}

/** Nobody writes one file for so long. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000;

/** Opens the storage below `root`: `ab/cd/<sha256 in hex>`, written to `incoming/` first. */
export async function openFileStorage(root: string): Promise<FileStorage> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  const made = new Set<string>();

  function pathOf(sha256: Buffer): string {
    const hex = sha256.toString('hex');
    return join(root, hex.slice(0, 2), hex.slice(2, 4), hex);
  }

  return {
    pathOf,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest();
      const path = pathOf(sha256);
      if (!(await exists(path))) {
        await makeFolder(dirname(path), root, made);
        await writeDurably(join(incoming, randomBytes(12).toString('hex')), path, bytes);
      }
      return { sha256, sizeBytes: bytes.byteLength };
    },
    read: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256, range) => createReadStream(pathOf(sha256), range),
    has: (sha256) => exists(pathOf(sha256)),
    async *list() {
      for (const first of await readdir(root)) {
        if (!/^[0-9a-f]{2}$/.test(first)) continue;
        for (const second of await readdir(join(root, first))) {
          yield* await readdir(join(root, first, second));
        }
      }
    },
  };
}

/**
 * Half-written files of a killed process: nobody was told that they are safe. Young ones may belong
 * to another process (the server while the command line works) that is writing them right now.
 */
async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const found = await stat(join(incoming, name)).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < ABANDONED_AFTER_MS) continue;
    await rm(join(incoming, name), { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function makeFolder(path: string, root: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  await mkdir(path, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(path));
  await syncFolder(root);
  made.add(path);
}

async function writeDurably(temporary: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

// A rename is durable only once its folder is (POSIX leaves it to the folder’s fsync).
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
