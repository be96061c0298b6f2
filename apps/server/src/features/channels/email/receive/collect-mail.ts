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

/**
 * Reads one mail to its end. Where it is larger than `most_bytes` or memory is short the rest is
 * read and thrown away, because SMTP has no way to interrupt the client. Throws when the client
 * goes away before the end: then nothing was received.
 */
export async function collectMail(
  stream: Readable,
  most_bytes: number,
  memory: MailMemory,
): Promise<CollectedMail> {
  let chunks: Buffer[] = [];
  let size_bytes = 0;
  let taken_bytes = 0;
  let failed: 'too_large' | 'no_memory' | null = null;
  const release = () => {
    memory.giveBack(taken_bytes);
    taken_bytes = 0;
    chunks = [];
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size_bytes += chunk.length;
      if (size_bytes > most_bytes) failed = 'too_large';
      else if (failed === null && memory.take(chunk.length)) taken_bytes += chunk.length;
      else failed ??= 'no_memory';
      if (failed === null) chunks.push(chunk);
      else release();
    }
  } catch (error) {
    release();
    throw error;
  }
  if (failed !== null) return { kind: failed };
  const raw = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size_bytes);
  chunks = [];
  return { kind: 'whole', raw, release };
}
