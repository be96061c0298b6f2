import type { Readable } from 'node:stream';

/** Memory that all mails in flight share; beyond it a mail is asked to come later. */
export class MailMemory {
  readonly #most_bytes: number;
  #used_bytes = 0;

  constructor(most_bytes: number) {
    this.#most_bytes = most_bytes;
  }

  /** Bytes of mails being received or stored at this moment. */
  get used_bytes(): number {
    return this.#used_bytes;
  }

  /** Takes the bytes if there is room for them. A first mail always finds room. */
  take(size_bytes: number): boolean {
    if (this.#used_bytes > 0 && this.#used_bytes + size_bytes > this.#most_bytes) return false;
    this.#used_bytes += size_bytes;
    return true;
  }

  giveBack(size_bytes: number): void {
    this.#used_bytes -= size_bytes;
  }
}

/** A mail in memory until `release`; or why it was not taken. */
export type CollectedMail =
  | { readonly kind: 'whole'; readonly raw: Buffer; release(): void }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'no_memory' };

/** Once so much has come the announced size is believed, and a place made for the whole. */
const ROOM_FROM_BYTES = 1024 * 1024;

/**
 * Reads one mail to its end. Where it is larger than `most_bytes` or memory is short the rest is
 * read and thrown away, because SMTP has no way to interrupt the client. Throws when the client
 * goes away before the end: then nothing was received. `announced_bytes`: what the client said
 * (SIZE, RFC 1870); pages of memory count only once they are written, so it may lie.
 */
export async function collectMail(
  stream: Readable,
  most_bytes: number,
  memory: MailMemory,
  announced_bytes = 0,
): Promise<CollectedMail> {
  let bytes = new MailBytes(announced_bytes > most_bytes ? 0 : announced_bytes);
  let size_bytes = 0;
  let taken_bytes = 0;
  let failed: 'too_large' | 'no_memory' | null = null;
  const release = () => {
    memory.giveBack(taken_bytes);
    taken_bytes = 0;
    bytes = new MailBytes(0);
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size_bytes += chunk.length;
      if (size_bytes > most_bytes) failed = 'too_large';
      else if (failed === null && memory.take(chunk.length)) taken_bytes += chunk.length;
      else failed ??= 'no_memory';
      if (failed === null) bytes.add(chunk);
      else release();
    }
  } catch (error) {
    release();
    throw error;
  }
  if (failed !== null) return { kind: failed };
  const raw = bytes.join();
  bytes = new MailBytes(0);
  return { kind: 'whole', raw, release };
}

/** The bytes of one mail; those of a large one lie together early on, not twice at the end. */
class MailBytes {
  readonly #announced_bytes: number;
  #room: Buffer | null = null;
  #filled_bytes = 0;
  #parts: Buffer[] = [];
  #parts_bytes = 0;

  constructor(announced_bytes: number) {
    this.#announced_bytes = announced_bytes;
  }

  add(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#parts_bytes += chunk.length;
    if (this.#room !== null || this.#parts_bytes >= ROOM_FROM_BYTES) this.#settle();
  }

  /** Moves the parts into the room, as far as the announced size was true. */
  #settle(): void {
    const announced = this.#announced_bytes;
    if (announced < this.#filled_bytes + this.#parts_bytes) return;
    this.#room ??= Buffer.allocUnsafeSlow(announced);
    for (const part of this.#parts) this.#filled_bytes += part.copy(this.#room, this.#filled_bytes);
    this.#parts = [];
    this.#parts_bytes = 0;
  }

  join(): Buffer {
    const filled = this.#room?.subarray(0, this.#filled_bytes);
    if (filled && this.#parts.length === 0) return filled;
    if (!filled && this.#parts.length === 1) return this.#parts[0]!;
    return Buffer.concat(filled ? [filled, ...this.#parts] : this.#parts);
  }
}
