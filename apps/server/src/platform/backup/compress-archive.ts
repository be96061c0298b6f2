import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Readable, Writable } from 'node:stream';
import { createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { BackupRefused } from './backup-format.ts';

/** Gzip at its quickest useful level: most bytes are attachments that are packed already. */
const GZIP_LEVEL = 5;
const CHUNK_BYTES = 256 * 1024;

/** A compressed file being written; `finish` resolves when all of it is on the disk. */
export interface ArchiveFile {
  readonly archive: Writable;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** Opens a new file for an archive; its name decides: `.zst` zstd, `.tar` plain, else gzip. */
export function createArchiveFile(path: string, name: string): ArchiveFile {
  const file = createWriteStream(path, { mode: 0o600, flags: 'w', flush: true });
  if (name.endsWith('.tar')) return { archive: file, ...ends(file, finished(file)) };
  const packer = name.endsWith('.zst')
    ? createZstdCompress({ chunkSize: CHUNK_BYTES })
    : createGzip({ level: GZIP_LEVEL, chunkSize: CHUNK_BYTES });
  return { archive: packer, ...ends(packer, pipeline(packer, file)) };
}

function finished(file: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    file.once('close', () => (file.errored ? reject(file.errored) : resolve()));
    file.once('error', reject);
  });
}

function ends(archive: Writable, done: Promise<void>): Pick<ArchiveFile, 'finish' | 'abandon'> {
  // Reported by finish or abandon, whichever comes.
  done.catch(() => undefined);
  return {
    finish: async () => {
      archive.end();
      await done;
    },
    abandon: async () => {
      archive.destroy();
      await done.catch(() => undefined);
    },
  };
}

/** The bytes of an archive, unpacked by what its first bytes say. Throws `BackupRefused`. */
export async function openArchiveFile(path: string): Promise<AsyncIterable<Buffer>> {
  const magic = Buffer.alloc(4);
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BackupRefused(`The backup ${path} cannot be read: ${reason}.`);
  });
  try {
    if ((await file.stat()).isDirectory()) {
      throw new BackupRefused(`The backup ${path} cannot be read: it is a folder.`);
    }
    await file.read(magic, 0, 4, 0);
  } finally {
    await file.close();
  }
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (magic.readUInt16BE(0) === 0x1f8b) return unpack(source, createGunzip());
  if (magic.readUInt32LE(0) === 0xfd2fb528) return unpack(source, createZstdDecompress());
  return source;
}

function unpack(source: Readable, unpacker: NodeJS.ReadWriteStream & Readable): Readable {
  source.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => source.destroy());
  return source.pipe(unpacker);
}
