import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { Clock } from '../../../../platform/clock.ts';

/**
 * What an inlet (SMTP, LMTP, IMAP, import) needs from the outside. An inlet knows no database: it
 * gets these functions, and it tells the other side "accepted" only after `StoreReceipt` resolved.
 */

/** How something reached us. */
export type ArrivalSource = ReceiptSource;

/**
 * What the delivering program said about the mail, outside of its bytes (RFC 5321, section 2.3.1).
 */
export interface ArrivalEnvelope {
  /** Reverse path; empty for a bounce (`<>`), null where the protocol does not tell it. */
  readonly from: string | null;
  /** Only the recipients of this arrival's channel, as the client wrote them. */
  readonly to: readonly string[];
  /** Of the client that handed the mail to the organisation; null where nobody we trust said. */
  readonly ip: string | null;
  /** The name that client gave itself; null where it is not known. */
  readonly helo: string | null;
  /** Whether the last step, to us, was encrypted. */
  readonly tls: boolean;
  /** What was written on the page of a case; no inlet from outside sets it. */
  readonly page?: { as: 'answer' | 'note' | 'proposal'; case_number: number };
}

/**
 * One mail for one channel, raw.
 *
 * The bytes are a Buffer, never a spooled file: nearly every mail is smaller than 100 kB, so a
 * spool file would mean two written files and two fsyncs for each; the rare big one is bounded by
 * the size limit of its inlet and by one memory budget over all mails in flight.
 */
export interface Arrival {
  readonly accountId: string;
  readonly channelId: string;
  readonly source: ArrivalSource;
  /** Same key = same thing handed in again, such as UIDVALIDITY and UID; null: only bytes tell. */
  readonly externalKey: string | null;
  /** The key alone says what is the same, also with other bytes: a client made it for that. */
  readonly keyDecides?: boolean;
  readonly raw: Buffer;
  readonly envelope: ArrivalEnvelope | null;
  /** When the organisation received it: now, or for a pulled mail the time on the mail server. */
  readonly receivedAt: Date;
}

/**
 * Where a stored arrival went; `duplicate` when the same bytes or the same key were there before.
 */
export interface StoredArrival {
  readonly receiptId: string;
  readonly duplicate: boolean;
}

/**
 * Stores the raw bytes durably (fsync) and the receipt row; resolves only when nothing can be lost
 * any more. Handing the same arrival in again is harmless: it resolves as a duplicate, also when
 * the receipt was deleted since (a tombstone counts). Throws when it could not store; the inlet
 * then makes the other side keep the mail.
 */
export type StoreReceipt = (arrival: Arrival) => Promise<StoredArrival>;

/** One of our channels, found for an address. */
export interface ChannelPlace {
  readonly accountId: string;
  readonly channelId: string;
}

/**
 * Which of our channels an envelope recipient belongs to (exact address, alias, plus-address,
 * bounce address); null: not ours. Throws when it cannot know; the inlet then answers "later".
 */
export type FindChannelForAddress = (address: string) => Promise<ChannelPlace | null>;

/**
 * Which of these external keys no receipt of this channel carries (deleted receipts count as
 * there).
 */
export type ListUnstoredKeys = (externalKeys: readonly string[]) => Promise<readonly string[]>;

/** The part of a pino logger that inlets use. No addresses, names or subjects go in here. */
export interface InletLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Time as inlets need it; tests put a faked one here. */
export interface InletClock extends Clock {
  /** Resolves after `duration_ms`, or at once when the signal is aborted. */
  sleep(duration_ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock of the machine. */
export const machineClock: InletClock = {
  now: () => new Date(),
  sleep: (duration_ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, duration_ms);
      signal.addEventListener('abort', end, { once: true });
    }),
};
