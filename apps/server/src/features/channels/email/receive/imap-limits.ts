import { MINUTE_MS } from '@earshot/contract/durations.ts';

/** How one mailbox is pulled. */
export interface ImapLimits {
  /** From the first packet to being signed in. */
  readonly connect_ms: number;
  /** IDLE is begun anew this often, which also asks a half-open connection for a sign of life. */
  readonly idle_ms: number;
  /** A command without an answer for this long ends the connection. */
  readonly silence_ms: number;
  /** STATUS this often, for servers whose IDLE falls silent. */
  readonly poll_ms: number;
  /** Counting "on the server / with us" this often, and after every new connection. */
  readonly reconcile_ms: number;
  /** Mails that could not be stored are tried again this often. */
  readonly retryMissing_ms: number;
  /** While nothing at all can be stored. */
  readonly storeAway_ms: number;
  /** First wait after a lost connection; it doubles up to `mostWait_ms`, give or take a fifth. */
  readonly firstWait_ms: number;
  readonly mostWait_ms: number;
  /** Waits after a refused login, the last repeats: servers lock out who knocks too often. */
  readonly loginWaits_ms: readonly number[];
  readonly logout_ms: number;
  readonly token_ms: number;
  /** Larger mails stay on the server, and the health says so. */
  readonly mail_bytes: number;
  /** Mails larger than this are read in pieces of this size. */
  readonly piece_bytes: number;
  /** Read and stored together; after each such group the cursor is saved. */
  readonly group_bytes: number;
  readonly groupMails: number;
  /** Gaps remembered; with more of them the puller waits instead of going on. */
  readonly missing: number;
  /** So many failures in a row mean that the storage is away, not that the mails are bad. */
  readonly failuresInARow: number;
  /** After so many connections that ended while a mail was read, it is left on the server. */
  readonly stumbles: number;
  /** Such a mail is tried again only at every so manieth retry of the gaps. */
  readonly hopelessEvery: number;
}

const MiB = 1024 * 1024;

export const imapLimits: ImapLimits = {
  connect_ms: 60_000,
  // With `silence_ms` a half-open connection is noticed after two and a half minutes at most.
  idle_ms: MINUTE_MS,
  silence_ms: 90_000,
  poll_ms: 5 * MINUTE_MS,
  reconcile_ms: 15 * MINUTE_MS,
  retryMissing_ms: 10 * MINUTE_MS,
  storeAway_ms: 15_000,
  firstWait_ms: 1000,
  mostWait_ms: 5 * MINUTE_MS,
  loginWaits_ms: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
  logout_ms: 2000,
  token_ms: 15_000,
  // What the API takes in one import as well.
  mail_bytes: 100 * MiB,
  piece_bytes: 4 * MiB,
  group_bytes: 8 * MiB,
  groupMails: 100,
  missing: 1000,
  failuresInARow: 3,
  stumbles: 3,
  hopelessEvery: 12,
};
