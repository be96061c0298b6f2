import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { understandHeaders } from './understand-mail.ts';
import type { MailWarning, UnderstoodMail } from './understood-mail.ts';

export type UnderstandPoolOptions = {
  /** Threads; default one less than the processors, at least two. */
  size?: number;
  /** A mail that takes longer is understood by its headers alone. */
  timeoutMs?: number;
  /** Heap of one thread; attachments count outside of it. */
  memoryMb?: number;
  /** Larger mails are understood by their headers alone. */
  maxBytes?: number;
};

export type UnderstandPool = {
  /**
   * Understands a mail in a thread of its own. A mail that breaks, overruns or kills its thread
   * comes back with `understoodBy: 'headers-only'`; `failed` only if the pool is closed.
   */
  understand(raw: Uint8Array): Promise<UnderstoodMail | { failed: string }>;
  close(): Promise<void>;
};

type Job = {
  raw: Uint8Array;
  /** By performance.now(). */
  since_ms: number;
  resolve: (result: UnderstoodMail | { failed: string }) => void;
  timer: NodeJS.Timeout | null;
};
type Seat = { worker: Worker; job: Job | null; idle: NodeJS.Timeout | null };

const TIMEOUT_MS = 20_000;
const MEMORY_MB = 512;
const MAIL_BYTES = 64 * 1024 * 1024;
/** A thread keeps what a larger mail took until it needs memory again: it ends instead. */
const LARGE_BYTES = 8 * 1024 * 1024;
/** A thread holds about 30 MB; all but one go when there is nothing to do. */
const IDLE_MS = 60_000;
/**
 * Another thread is begun for a mail that has waited so long. One understands some 1,000 usual
 * mails a second; it takes an unusual one to need the next.
 */
const PATIENCE_MS = 100;

/**
 * Threads that understand mail, one mail each at a time, with limits of time and memory. A thread
 * that overruns is ended and replaced at once; the others go on meanwhile.
 */
export function createUnderstandPool(options: UnderstandPoolOptions = {}): UnderstandPool {
  // The limit with which the process was started would win over that of a thread. Ours was read
  // at the start already.
  setFlagsFromString('--max-old-space-size=0');
  const size = options.size ?? Math.max(2, availableParallelism() - 1);
  const pool = new Pool(size, {
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    memoryMb: options.memoryMb ?? MEMORY_MB,
    maxBytes: options.maxBytes ?? MAIL_BYTES,
  });
  return { understand: (raw) => pool.understand(raw), close: () => pool.close() };
}

class Pool implements UnderstandPool {
  private readonly seats = new Set<Seat>();
  private readonly waiting: Job[] = [];
  private readonly size: number;
  private readonly limits: Required<Omit<UnderstandPoolOptions, 'size'>>;
  private closed = false;
  private lookAgain: NodeJS.Timeout | null = null;

  constructor(size: number, limits: Required<Omit<UnderstandPoolOptions, 'size'>>) {
    this.size = size;
    this.limits = limits;
  }

  understand(raw: Uint8Array): Promise<UnderstoodMail | { failed: string }> {
    if (this.closed) return Promise.resolve({ failed: 'The pool is closed.' });
    if (raw.byteLength > this.limits.maxBytes) {
      return Promise.resolve(readHeadersOnly(raw, 'too_large'));
    }
    return new Promise((resolve) => {
      this.waiting.push({ raw, since_ms: performance.now(), resolve, timer: null });
      this.assign();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.lookAgain !== null) clearTimeout(this.lookAgain);
    for (const job of this.waiting.splice(0)) job.resolve({ failed: 'The pool is closed.' });
    const ended = [...this.seats].map(async (seat) => {
      this.release(seat)?.resolve({ failed: 'The pool is closed.' });
      await seat.worker.terminate();
    });
    this.seats.clear();
    await Promise.all(ended);
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const seat = this.findFreeSeat();
      if (seat === null) return;
      const job = this.waiting.shift()!;
      seat.job = job;
      if (seat.idle !== null) clearTimeout(seat.idle);
      seat.worker.ref();
      job.timer = setTimeout(
        () => this.giveUp(seat, 'understanding_timeout'),
        this.limits.timeoutMs,
      );
      // A copy: the caller still needs the bytes, and so do we if the thread dies.
      const raw = new Uint8Array(job.raw);
      seat.worker.postMessage({ raw, now: Date.now() }, [raw.buffer]);
    }
  }

  private findFreeSeat(): Seat | null {
    // A large mail gets a thread that ends with it; those that are there stay free for the others.
    const isLarge = this.waiting[0]!.raw.byteLength > LARGE_BYTES;
    if (isLarge && this.seats.size > 0 && this.seats.size < this.size) return this.startSeat();
    for (const seat of this.seats) if (seat.job === null) return seat;
    if (this.seats.size === this.size) return null;
    const waited_ms = performance.now() - this.waiting[0]!.since_ms;
    if (this.seats.size === 0 || waited_ms >= PATIENCE_MS) return this.startSeat();
    this.lookAgain ??= setTimeout(() => {
      this.lookAgain = null;
      this.assign();
    }, PATIENCE_MS);
    return null;
  }

  private startSeat(): Seat {
    const worker = new Worker(new URL('./understand-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const seat: Seat = { worker, job: null, idle: null };
    this.seats.add(seat);
    worker.on('message', (mail: UnderstoodMail) => {
      const job = this.release(seat);
      if (job !== null && job.raw.byteLength > LARGE_BYTES) this.leave(seat);
      job?.resolve(mail);
      this.assign();
    });
    worker.on('error', (error) => {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.giveUp(seat, isMemory ? 'understanding_memory' : 'understanding_failed');
    });
    worker.on('exit', () => this.giveUp(seat, 'understanding_failed'));
    worker.unref();
    return seat;
  }

  /** Takes the job off a seat; an idle thread keeps no process alive. */
  private release(seat: Seat): Job | null {
    const { job } = seat;
    seat.job = null;
    seat.worker.unref();
    if (job?.timer != null) clearTimeout(job.timer);
    if (seat.idle !== null) clearTimeout(seat.idle);
    seat.idle = setTimeout(() => this.retire(seat), IDLE_MS).unref();
    return job;
  }

  private retire(seat: Seat): void {
    if (seat.job === null && this.seats.size > 1) this.leave(seat);
  }

  private leave(seat: Seat): void {
    if (seat.idle !== null) clearTimeout(seat.idle);
    if (this.seats.delete(seat)) void seat.worker.terminate();
  }

  private giveUp(seat: Seat, reason: MailWarning): void {
    if (!this.seats.delete(seat)) return;
    const job = this.release(seat);
    void seat.worker.terminate();
    job?.resolve(readHeadersOnly(job.raw, reason));
    this.assign();
  }
}

function readHeadersOnly(
  raw: Uint8Array,
  reason: MailWarning,
): UnderstoodMail | { failed: string } {
  try {
    return understandHeaders(raw, reason);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
