import { open } from 'node:fs/promises';

/** What an import reads at once. */
export interface ImportLimits {
  /** Larger mails are named and left out. */
  readonly mail_bytes: number;
  /** Read from a file at a time. */
  readonly chunk_bytes: number;
  /** Folders below each other. */
  readonly depth: number;
}

export const importLimits: ImportLimits = {
  // As the API takes them and as mailboxes are pulled.
  mail_bytes: 100 * 1024 * 1024,
  chunk_bytes: 1024 * 1024,
  // Deeper ones are a mistake, or a trap.
  depth: 40,
};

/** One message of an mbox file, or a piece that is too large for one. */
export interface MboxPiece {
  /** Of its From_ line, or of the file's begin where it has none. */
  readonly offset: number;
  /** Null where it is larger than the limit. */
  readonly raw: Buffer | null;
  readonly size_bytes: number;
  /** As the From_ line says; null where it says nothing usable. */
  readonly receivedAt: Date | null;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const greater = 0x3e;
const fromMark = Buffer.from('From ');

/** asctime as delivery agents write it, also with a zone before or after the year. */
const asctime =
  /^From .*?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d\d:\d\d(?::\d\d)?(?: [+-]\d{4}| [A-Z]{1,5})? \d{4}(?: [+-]\d{4})?)/;
const headerLine = /^[\x21-\x39\x3b-\x7e]{1,80}:/;

/**
 * Reads an mbox file (RFC 4155) message by message, however large it is. A From_ line counts where
 * it follows an empty line and carries a date, or where a header field follows; Content-Length is
 * ignored, because it is wrong as soon as somebody edits the file. One `>` is taken off quoted
 * From_ lines (mboxrd; mboxo reads the same). Line endings stay as they are. Nothing is left out:
 * what stands before the first From_ line is a piece of its own. `from` is an offset to begin at.
 */
export async function* readMbox(
  path: string,
  options: { readonly from?: number; readonly limits?: Partial<ImportLimits> } = {},
): AsyncGenerator<MboxPiece, void, undefined> {
  const limits = { ...importLimits, ...options.limits };
  const start = options.from ?? 0;
  const splitter = new MboxSplitter(start, limits.mail_bytes);
  const file = await open(path, 'r');
  try {
    const stream = file.createReadStream({
      start,
      highWaterMark: limits.chunk_bytes,
      autoClose: false,
    });
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let begin = 0;
      for (;;) {
        const end = bytes.indexOf(lineFeed, begin);
        if (end === -1) break;
        yield* splitter.push(bytes.subarray(begin, end + 1));
        begin = end + 1;
      }
      rest = bytes.subarray(begin);
      // A "line" without an end must not collect the whole file here.
      if (rest.length >= limits.chunk_bytes) {
        yield* splitter.push(rest);
        rest = Buffer.alloc(0);
      }
    }
    if (rest.length > 0) yield* splitter.push(rest);
    yield* splitter.end();
  } finally {
    await file.close();
  }
}

/** Gathers lines into messages; decides on a From_ line when it sees the one after it. */
class MboxSplitter {
  readonly #most_bytes: number;
  #position: number;
  #offset: number;
  #receivedAt: Date | null = null;
  #hasMark = false;
  #lines: Buffer[] = [];
  #size_bytes = 0;
  /** A From_ line that counts if a header field follows. */
  #candidate: Buffer | null = null;
  #isAfterBlank = true;
  #isLineStart = true;

  constructor(start: number, most_bytes: number) {
    this.#position = start;
    this.#offset = start;
    this.#most_bytes = most_bytes;
  }

  *push(line: Buffer): Generator<MboxPiece> {
    const at = this.#position;
    this.#position += line.length;
    const wasLineStart = this.#isLineStart;
    this.#isLineStart = line.at(-1) === lineFeed;
    if (this.#candidate !== null) {
      const candidate = this.#candidate;
      this.#candidate = null;
      if (headerLine.test(line.subarray(0, 100).toString('latin1'))) {
        yield* this.#begin(at - candidate.length, null);
      } else {
        this.#keep(candidate);
        this.#isAfterBlank = false;
      }
    }
    const canBegin = wasLineStart && this.#isAfterBlank && startsWith(line, 0, fromMark);
    this.#isAfterBlank = isBlank(line) && wasLineStart;
    if (!canBegin) return this.#keep(wasLineStart ? unquote(line) : line);
    const found = asctime.exec(line.subarray(0, 400).toString('latin1'))?.[1];
    const isFirst = at === this.#offset && this.#size_bytes === 0;
    if (found !== undefined || isFirst) yield* this.#begin(at, readDate(found));
    else this.#candidate = Buffer.from(line);
  }

  *end(): Generator<MboxPiece> {
    if (this.#candidate !== null) this.#keep(this.#candidate);
    yield* this.#finish();
  }

  *#begin(offset: number, receivedAt: Date | null): Generator<MboxPiece> {
    yield* this.#finish();
    this.#offset = offset;
    this.#receivedAt = receivedAt;
    this.#hasMark = true;
    this.#isAfterBlank = false;
  }

  *#finish(): Generator<MboxPiece> {
    const lines = this.#lines;
    // The empty line before the next From_ line belongs to the file, not to the mail.
    if (this.#hasMark && lines.length > 0 && isBlank(lines.at(-1)!)) lines.pop();
    const isNothing = !this.#hasMark && lines.every(isBlank) && this.#size_bytes < 1024;
    if (!isNothing) {
      const isTooLarge = this.#size_bytes > this.#most_bytes;
      yield {
        offset: this.#offset,
        raw: isTooLarge ? null : Buffer.concat(lines),
        size_bytes: this.#size_bytes,
        receivedAt: this.#receivedAt,
      };
    }
    this.#lines = [];
    this.#size_bytes = 0;
  }

  #keep(line: Buffer): void {
    this.#size_bytes += line.length;
    if (this.#size_bytes > this.#most_bytes) this.#lines = [];
    // A view would keep the whole chunk it lies in; many short lines of one chunk share it.
    else this.#lines.push(line);
  }
}

function isBlank(line: Buffer): boolean {
  return (
    (line.length === 1 && line[0] === lineFeed) ||
    (line.length === 2 && line[0] === carriageReturn && line[1] === lineFeed)
  );
}

function startsWith(line: Buffer, at: number, mark: Buffer): boolean {
  return line.length >= at + mark.length && line.subarray(at, at + mark.length).equals(mark);
}

function unquote(line: Buffer): Buffer {
  let quotes = 0;
  while (line[quotes] === greater) quotes += 1;
  return quotes > 0 && startsWith(line, quotes, fromMark) ? line.subarray(1) : line;
}

function readDate(text: string | undefined): Date | null {
  if (text === undefined) return null;
  // Without a zone the writer meant some local time; UTC is never off by more than half a day.
  const hasZone = /[+-]\d{4}| [A-Z]{1,5} \d{4}/.test(text);
  const date = new Date(hasZone ? text : `${text} UTC`);
  return Number.isNaN(date.getTime()) ? null : date;
}
