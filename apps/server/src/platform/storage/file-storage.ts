import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

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
  /**
   * Removes a file that nobody put since `before`; false where it is younger or not there. Whoever
   * puts the same bytes at this moment has them afterwards.
   */
  remove(sha256: Buffer, before: Date): Promise<boolean>;
  /** Hashes of everything stored, for backup and for finding orphans. */
  list(): AsyncGenerator<string>;
  pathOf(sha256: Buffer): string;
}

/** Names of files in their place; those being written have shorter ones. */
const WHOLE_NAME = /^[0-9a-f]{64}$/;
/** Nobody writes one file for so long. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * Opens the storage below `root`: `ab/<sha256 in hex>`, written to `incoming/` first. The 256
 * folders are all made at once, so that a mail pays for none: 4,000 files each at a million.
 */
export async function openFileStorage(root: string): Promise<FileStorage> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await makeFolders(root);
  await removeAbandoned(root, incoming);
  const syncShared = shareSyncs();
  const recent = keepRecent();

  function pathOf(sha256: Buffer): string {
    const hex = sha256.toString('hex');
    return join(root, hex.slice(0, 2), hex);
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const draft = join(incoming, randomBytes(12).toString('hex'));
    try {
      await writeFile(draft, bytes);
      await rename(draft, path);
    } catch (error) {
      // On a full disk a half-written file would keep it full.
      await rm(draft, { force: true });
      throw error;
    }
  }

  return {
    pathOf,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest();
      const path = pathOf(sha256);
      // Known bytes count as put now, so that they are not removed before somebody names them.
      const isSmall = bytes.byteLength <= SMALL_FILE_BYTES;
      const isKnown = !isSmall && (await touch(path)) && (await isWhole(path, bytes.byteLength));
      if (!isKnown) await write(path, bytes);
      // A rename is durable only once its folder is (POSIX leaves it to the folder’s fsync); one
      // that another has just made, or that an earlier process did not live to sync, as well.
      await syncShared(dirname(path));
      recent.keep(sha256, bytes);
      return { sha256, sizeBytes: bytes.byteLength };
    },
    read: async (sha256) => recent.take(sha256) ?? readFile(pathOf(sha256)),
    stream: (sha256, range) => fs.createReadStream(pathOf(sha256), range),
    has: (sha256) => exists(pathOf(sha256)),
    async remove(sha256, before) {
      const path = pathOf(sha256);
      const aside = join(incoming, sha256.toString('hex'));
      if (!(await isOlder(path, before))) return false;
      await rename(path, aside);
      // Somebody may have put it between the look and the move: then it goes back.
      const isUnused = await isOlder(aside, before);
      if (isUnused) await rm(aside, { force: true });
      else await rename(aside, path);
      return isUnused;
    },
    async *list() {
      for (const folder of folderNames) yield* await readdir(join(root, folder));
    },
  };
}

/**
 * Up to here a file is written without asking whether it lies there already: asking costs as much.
 * Larger ones are read back from the disk.
 */
const SMALL_FILE_BYTES = 64 * 1024;
/** Of all files together that were put and not read since. */
const RECENT_BYTES = 2 * 1024 * 1024;

/**
 * A mail is put and a moment later read once to be understood: its bytes wait for that here, which
 * spares four calls of the system. The oldest go first.
 */
function keepRecent() {
  const kept = new Map<string, Buffer>();
  let kept_bytes = 0;
  const take = (key: string): Buffer | null => {
    const bytes = kept.get(key) ?? null;
    kept_bytes -= bytes?.byteLength ?? 0;
    kept.delete(key);
    return bytes;
  };
  return {
    keep(sha256: Buffer, bytes: Uint8Array): void {
      const key = sha256.toString('hex');
      if (bytes.byteLength > SMALL_FILE_BYTES || kept.has(key)) return;
      kept.set(key, Buffer.from(bytes));
      kept_bytes += bytes.byteLength;
      for (const oldest of kept.keys()) {
        if (kept_bytes <= RECENT_BYTES) return;
        take(oldest);
      }
    },
    take: (sha256: Buffer) => take(sha256.toString('hex')),
  };
}

const folderNames = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

async function makeFolders(root: string): Promise<void> {
  const there = new Set(await readdir(root));
  const missing = folderNames.filter((name) => !there.has(name));
  await Promise.all(
    missing.map((name) => mkdir(join(root, name), { recursive: true, mode: 0o700 })),
  );
  // Also those that an earlier process made and did not live to sync.
  await syncFolder(root);
}

/**
 * Half-written files of a killed process: nobody was told that they are safe. Young ones may belong
 * to another process (the server while the command line works) that is writing them right now. A
 * whole file that was being removed when it was put anew goes back to its place.
 */
async function removeAbandoned(root: string, incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (Date.now() - found.mtimeMs >= ABANDONED_AFTER_MS) await rm(path, { force: true });
    else if (WHOLE_NAME.test(name)) await rename(path, join(root, name.slice(0, 2), name));
  }
}

/** Notes that somebody relies on the file from now on; false where there is none yet. */
async function touch(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
      return false;
    },
  );
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs < before.getTime();
}

async function exists(path: string): Promise<boolean> {
  return access(path, fs.constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** Something shorter under this name was damaged from outside: it is written anew. */
async function isWhole(path: string, size_bytes: number): Promise<boolean> {
  return stat(path).then(
    (found) => found.size === size_bytes,
    () => false,
  );
}

const openFile = promisify(fs.open);
const writeBytes = promisify(fs.write);
const syncFile = promisify(fs.fsync);

/**
 * Where writing can also wait for the disk (Linux), a small file is one task less for the threads
 * behind `fs`: what a task costs is to wake them and us.
 */
const WRITTEN_IS_SYNCED = process.platform === 'linux';

/** Bytes in a new file, on disk when this resolves. */
async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  const { O_CREAT, O_EXCL, O_WRONLY, O_DSYNC } = fs.constants;
  const { byteLength: size } = bytes;
  const isSynced = WRITTEN_IS_SYNCED && size > 0 && size <= SMALL_FILE_BYTES;
  const flags = O_CREAT | O_EXCL | O_WRONLY | (isSynced ? O_DSYNC : 0);
  const file = await openFile(path, flags, 0o600);
  try {
    for (let at = 0; at < size;) {
      at += (await writeBytes(file, bytes, at)).bytesWritten;
    }
    if (!isSynced) await syncFile(file);
  } finally {
    // What was synced is closed at once; nothing is left to wait for.
    fs.closeSync(file);
  }
}

/**
 * Syncs a folder after the moment it is asked. Who asks while the same folder is being synced
 * shares the next sync with all others who ask meanwhile: mails that come together wait once.
 */
function shareSyncs(): (path: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();
  return function sync(path: string): Promise<void> {
    const present = running.get(path);
    if (!present) {
      const started = syncFolder(path).finally(() => running.delete(path));
      running.set(path, started);
      return started;
    }
    const planned =
      next.get(path) ??
      present
        .catch(() => undefined)
        .then(() => {
          next.delete(path);
          return sync(path);
        });
    next.set(path, planned);
    return planned;
  };
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  // Opening to read and closing change nothing on the disk: neither waits for it.
  const folder = fs.openSync(path, 'r');
  try {
    await syncFile(folder);
  } finally {
    fs.closeSync(folder);
  }
}
