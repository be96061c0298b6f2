import { createHash } from 'node:crypto';
import { lstat, open, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { baseOf, compareText, isMaildir, listMaildir } from './read-maildir.ts';
import { importLimits, readMbox } from './read-mbox.ts';
import type { ImportLimits } from './read-mbox.ts';

/** Where in an import something was found; enough to go on behind it. */
export interface ImportPlace {
  readonly path: string;
  /** In an mbox file; otherwise 0. */
  readonly offset: number;
}

/** A mail as it lay in the file. */
export interface ImportedMail extends ImportPlace {
  readonly kind: 'mail';
  readonly raw: Buffer;
  /** The same mail at the same place of the same folder has the same key on every run. */
  readonly externalKey: string;
  /** When the organisation had received it, where a Maildir’s name or a From_ line says so. */
  readonly receivedAt: Date | null;
  /** When a file of one mail was written last; copying a file often makes that the present. */
  readonly changedAt: Date | null;
  /** Maildir flags; otherwise ''. */
  readonly flags: string;
}

/** Something that was read and is no mail for us; to be counted, not to be passed over. */
export interface ImportedOther extends ImportPlace {
  readonly kind: 'other';
  readonly reason: 'too_large' | 'not_a_mail' | 'not_readable';
  readonly size_bytes: number;
}

export type ImportedPiece = ImportedMail | ImportedOther;

export interface MailFolderOptions {
  /** Go on behind this place of an earlier run over the same folder. */
  readonly after?: ImportPlace;
  readonly limits?: Partial<ImportLimits>;
}

/**
 * Everything under a path in a stable order: .eml and .emlx files, mbox files, Maildirs and folders
 * of these. Symbolic links are not followed, so that an import never leaves the folder it was
 * given. Throws only where the path itself cannot be read.
 */
export async function* readMailFolder(
  path: string,
  options: MailFolderOptions = {},
): AsyncGenerator<ImportedPiece, void, undefined> {
  const root = await realpath(path);
  const limits = { ...importLimits, ...options.limits };
  const top = (await lstat(root)).isDirectory() ? root : dirname(root);
  const reader = new FolderReader(top, limits, options.after ?? null);
  yield* reader.readAny(root, 0);
  // The place to go on behind is not there any more: better everything twice than nothing.
  if (reader.isSkipping) yield* new FolderReader(top, limits, null).readAny(root, 0);
}

const mostSniffed_bytes = 4096;
const headerLine = /^[\x21-\x39\x3b-\x7e]{1,80}:/;

type KnownOfFile = Partial<Pick<ImportedMail, 'receivedAt' | 'changedAt' | 'flags'>>;

class FolderReader {
  readonly #top: string;
  readonly #limits: ImportLimits;
  /** Nothing is given out until this place was passed. */
  #after: ImportPlace | null;

  constructor(top: string, limits: ImportLimits, after: ImportPlace | null) {
    this.#top = top;
    this.#limits = limits;
    this.#after = after;
  }

  /** The place to go on behind was not met yet. */
  get isSkipping(): boolean {
    return this.#after !== null;
  }

  async *readAny(path: string, depth: number): AsyncGenerator<ImportedPiece> {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return;
    if (found.isDirectory()) yield* this.#readFolder(path, depth);
    else if (found.isFile()) yield* this.#readFile(path, found.size, found.mtime);
  }

  async *#readFolder(path: string, depth: number): AsyncGenerator<ImportedPiece> {
    if (depth > this.#limits.depth) {
      yield* this.#pass(path, 'not_readable', 0);
      return;
    }
    let names: string[];
    let isMails: boolean;
    try {
      names = await readdir(path);
      isMails = await isMaildir(path);
      if (isMails) yield* this.#readMaildir(path);
    } catch (error) {
      if (!isFileError(error)) throw error;
      yield* this.#pass(path, 'not_readable', 0);
      return;
    }
    for (const name of names.toSorted(compareText)) {
      if (isMails && ['cur', 'new', 'tmp'].includes(name)) continue;
      const inner = join(path, name);
      // Maildir++ names its folders .Sent; other hidden files are not mail.
      if (name.startsWith('.') && !(await isMaildir(inner))) continue;
      // Beside a Maildir lie the indexes of its server.
      if (isMails && !(await lstat(inner)).isDirectory()) continue;
      yield* this.readAny(inner, depth + 1);
    }
  }

  async *#readMaildir(path: string): AsyncGenerator<ImportedPiece> {
    for (const entry of await listMaildir(path)) {
      const place = { path: join(dirname(entry.path), baseOf(basename(entry.path))), offset: 0 };
      if (this.#isBefore(place)) continue;
      yield await this.#readWhole(entry.path, place, entry);
    }
  }

  async *#readFile(path: string, size: number, changedAt: Date): AsyncGenerator<ImportedPiece> {
    const name = basename(path).toLowerCase();
    const head = await sniff(path);
    if (head === null) {
      yield* this.#pass(path, 'not_readable', size);
      return;
    }
    const isOneMail = name.endsWith('.eml') || name.endsWith('.emlx');
    if (!isOneMail && head.startsWith('From ')) {
      yield* this.#readMboxFile(path);
      return;
    }
    if (!isOneMail && !headerLine.test(head)) {
      yield* this.#pass(path, 'not_a_mail', size);
      return;
    }
    if (!this.#isBefore({ path, offset: 0 }))
      yield await this.#readWhole(path, { path, offset: 0 }, { changedAt });
  }

  async *#readMboxFile(path: string): AsyncGenerator<ImportedPiece> {
    const isHere = this.#after !== null && this.#after.path === this.#name(path);
    if (this.#after !== null && !isHere) return;
    const from = this.#after?.offset ?? 0;
    for await (const piece of readMbox(path, { from, limits: this.#limits })) {
      const { offset, raw, receivedAt, size_bytes } = piece;
      if (this.#isBefore({ path, offset })) continue;
      if (raw === null) yield { ...this.#other(path, 'too_large', size_bytes), offset };
      else yield this.#mail({ path, offset }, raw, { receivedAt });
    }
  }

  async #readWhole(path: string, place: ImportPlace, known: KnownOfFile): Promise<ImportedPiece> {
    try {
      const { size } = await lstat(path);
      if (size > this.#limits.mail_bytes) {
        return { ...this.#other(place.path, 'too_large', size), offset: 0 };
      }
      const bytes = await readFile(path);
      const raw = path.toLowerCase().endsWith('.emlx') ? unwrapEmlx(bytes) : bytes;
      return this.#mail(place, raw, known);
    } catch (error) {
      if (!isFileError(error)) throw error;
      return this.#other(place.path, 'not_readable', 0);
    }
  }

  #mail(place: ImportPlace, raw: Buffer, known: KnownOfFile): ImportedMail {
    const path = this.#name(place.path);
    // With the content, so that a file that was written anew is not taken for the old one.
    const key = [hash(path), place.offset, hash(raw)].join(':');
    const { receivedAt = null, changedAt = null, flags = '' } = known;
    const found = { path, offset: place.offset, raw, receivedAt, changedAt, flags };
    return { kind: 'mail', externalKey: `import:${key}`, ...found };
  }

  *#pass(
    path: string,
    reason: ImportedOther['reason'],
    size_bytes: number,
  ): Generator<ImportedOther> {
    if (!this.#isBefore({ path, offset: 0 })) yield this.#other(path, reason, size_bytes);
  }

  #other(path: string, reason: ImportedOther['reason'], size_bytes: number): ImportedOther {
    return { kind: 'other', path: this.#name(path), offset: 0, reason, size_bytes };
  }

  #name(path: string): string {
    return relative(this.#top, path);
  }

  /** Whether an earlier run had this one; the last of those ends the skipping. */
  #isBefore(place: ImportPlace): boolean {
    if (this.#after === null) return false;
    const isLast =
      this.#after.path === this.#name(place.path) && this.#after.offset === place.offset;
    if (isLast) this.#after = null;
    return true;
  }
}

async function sniff(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostSniffed_bytes), 0);
    return buffer.subarray(0, bytesRead).toString('latin1');
  } catch (error) {
    if (!isFileError(error)) throw error;
    return null;
  } finally {
    await file?.close();
  }
}

/** Apple Mail: the length in a line, the mail, then a property list. */
function unwrapEmlx(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0x0a);
  const length = Number(bytes.subarray(0, Math.max(end, 0)).toString('latin1').trim());
  const isWrapped = end > 0 && Number.isSafeInteger(length) && length > 0;
  return isWrapped && end + 1 + length <= bytes.length
    ? bytes.subarray(end + 1, end + 1 + length)
    : bytes;
}

function hash(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
