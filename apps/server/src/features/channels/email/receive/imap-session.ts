import type { ImapFlow } from 'imapflow';
import { StoreAway } from './imap-failure.ts';
import { MailboxReader } from './mailbox-reader.ts';
import type { ReaderParts } from './mailbox-reader.ts';

/** One connection, from opening the mailbox to its end. */
export class ImapSession {
  readonly #client: ImapFlow;
  readonly #parts: ReaderParts;
  readonly #signal: AbortSignal;
  readonly #reader: MailboxReader;
  #hasNews = false;
  /** Why the connection ended; the mail in hand is finished then, and no other begun. */
  #end: { readonly reason: unknown } | null = null;
  #endPause: () => void = () => {};

  constructor(client: ImapFlow, parts: ReaderParts, signal: AbortSignal) {
    this.#client = client;
    this.#parts = parts;
    this.#signal = signal;
    this.#reader = new MailboxReader(client, parts, signal, () => this.#end !== null);
  }

  /** Looks for new mail now, as if the server had announced some. */
  wake(): void {
    this.#hasNews = true;
    this.#endPause();
  }

  /** Fetches until the signal is aborted; throws when the connection or the server fails. */
  async run(): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const onStop = () => {
      this.#endPause();
      // A server that has fallen silent must not hold up the stop.
      late = setTimeout(() => this.#client.close(), this.#parts.limits.logout_ms);
    };
    const ended = new Promise<never>((_resolve, reject) => {
      const onEnd = (reason: unknown) => {
        this.#end ??= { reason };
        this.#endPause();
        reject(reason);
      };
      this.#client.once('error', onEnd);
      this.#client.once('close', () => onEnd(closedBy(this.#client.byeReason)));
    });
    // Also where nobody waits for it any more.
    ended.catch(() => {});
    this.#signal.addEventListener('abort', onStop);
    this.#client.on('exists', () => this.wake());
    const work = this.#work();
    try {
      await Promise.race([ended, work]);
    } catch (error) {
      this.#end ??= { reason: error };
      // Ends the command that the work may still wait for.
      this.#client.close();
      await work.catch(() => {});
      throw error;
    } finally {
      this.#signal.removeEventListener('abort', onStop);
      clearTimeout(late);
    }
  }

  get #mustEnd(): boolean {
    return this.#end !== null || this.#signal.aborted;
  }

  async #work(): Promise<void> {
    await this.#reader.open();
    while (!this.#mustEnd) {
      this.#hasNews = false;
      try {
        await this.#reader.pull();
        await this.#reader.retryMissing();
        await this.#reader.reconcile();
        await this.#parts.report(this.#reader.news());
      } catch (error) {
        if (!(error instanceof StoreAway)) throw error;
        await this.#parts.report({ ...this.#reader.news(), trouble: 'cannot_store' });
        await this.#pause(this.#parts.limits.storeAway_ms);
        continue;
      }
      if (!this.#hasNews && !this.#mustEnd) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    // Ends by itself as soon as another command is given; its failure closes the connection.
    void this.#client.idle().catch(() => {});
    await this.#pause(this.#parts.limits.poll_ms);
    if (this.#hasNews || this.#mustEnd) return;
    // Some servers fall silent in IDLE; this asks them directly.
    const status = await this.#client.status(this.#parts.settings.mailbox, {
      uidNext: true,
      uidValidity: true,
    });
    const validity = status ? status.uidValidity?.toString() : undefined;
    if (validity !== undefined && validity !== this.#reader.uidValidity) {
      throw closedBy('The mailbox was made anew.');
    }
  }

  /** Waits for the time, for `wake`, for the end of the connection or the stop: what is first. */
  async #pause(most_ms: number): Promise<void> {
    const over = new AbortController();
    this.#endPause = () => over.abort();
    if (this.#mustEnd) return;
    await this.#parts.clock.sleep(most_ms, over.signal);
    this.#endPause = () => {};
  }
}

function closedBy(reason: string | undefined): Error {
  return Object.assign(new Error('The connection ended.'), { code: 'NoConnection', reason });
}
