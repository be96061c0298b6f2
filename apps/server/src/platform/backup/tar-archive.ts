import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * The part of the tar format (POSIX.1-1988 ustar) that a backup needs, so that any tar program can
 * look into one: plain files with names up to 100 bytes.
 */

const BLOCK_BYTES = 512;
const NAME_BYTES_MAX = 100;
/** Eleven octal digits: 8 GiB. */
const SIZE_MAX = 8 ** 11 - 1;

/** The archive ends too early, or is none; the message says which. */
export class ArchiveBroken extends Error {
  override name = 'ArchiveBroken';
}

export interface ArchiveEntry {
  readonly name: string;
  readonly sizeBytes: number;
  /** Must be read to its end before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

/** Writes one file into the archive; waits while the other side is slow. */
export async function writeEntry(
  archive: Writable,
  name: string,
  content: Uint8Array,
  at: Date,
): Promise<void> {
  await write(archive, makeHeader(name, content.byteLength, at));
  await write(archive, content);
  const rest = content.byteLength % BLOCK_BYTES;
  if (rest > 0) await write(archive, Buffer.alloc(BLOCK_BYTES - rest));
}

/** Ends the archive with its two empty blocks. */
export async function writeEnd(archive: Writable): Promise<void> {
  await write(archive, Buffer.alloc(2 * BLOCK_BYTES));
}

async function write(archive: Writable, bytes: Uint8Array): Promise<void> {
  if (archive.errored) throw archive.errored;
  if (!archive.write(bytes)) await once(archive, 'drain');
}

function makeHeader(name: string, sizeBytes: number, at: Date): Buffer {
  if (Buffer.byteLength(name) > NAME_BYTES_MAX || sizeBytes > SIZE_MAX) {
    throw new Error(`${name} with ${sizeBytes} bytes does not fit into the archive.`);
  }
  const header = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(sizeBytes, 11), 124);
  header.write(octal(Math.floor(at.getTime() / 1000), 11), 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The sum over the header with its own field taken as spaces. */
function sumOf(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 32 : header[at]!;
  return sum;
}

/** The files of an archive in their order. Throws `ArchiveBroken` where it is cut off or none. */
export async function* readEntries(source: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const bytes = new ByteReader(source);
  for (;;) {
    const header = await bytes.take(BLOCK_BYTES);
    if (header.every((byte) => byte === 0)) break;
    const { name, sizeBytes } = parseHeader(header);
    const content = bytes.stream(sizeBytes);
    yield { name, sizeBytes, content };
    for await (const _ of content); // what the reader left
    await bytes.take((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES);
  }
  const second = await bytes.take(BLOCK_BYTES);
  if (second.some((byte) => byte !== 0))
    throw new ArchiveBroken('the archive does not end in order');
}

function parseHeader(header: Buffer): { name: string; sizeBytes: number } {
  const text = (start: number, length: number) =>
    header
      .toString('latin1', start, start + length)
      .split('\0')[0]!
      .trim();
  const isTar = text(257, 6) === 'ustar' && Number.parseInt(text(148, 8), 8) === sumOf(header);
  const sizeBytes = Number.parseInt(text(124, 12), 8);
  if (!isTar || !Number.isSafeInteger(sizeBytes)) {
    throw new ArchiveBroken('a header inside is damaged, or it is no backup at all');
  }
  return { name: text(0, NAME_BYTES_MAX), sizeBytes };
}

/** Hands out exactly as many bytes as asked for from a stream of chunks. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const parts = await Array.fromAsync(this.stream(length));
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  /** A generator that can be gone through twice: the second time there is nothing left. */
  stream(length: number): AsyncGenerator<Buffer> {
    return this.#read(length);
  }

  async *#read(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) throw new ArchiveBroken('it ends in the middle');
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
}
