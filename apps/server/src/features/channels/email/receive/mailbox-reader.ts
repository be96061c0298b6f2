import type { ImapFlow, MailboxOpenOptions } from 'imapflow';
import { decideSteps, fetchGroup, fetchLarge, fetchSizes } from './fetch-mails.ts';
import type { FetchedMail, FetchStep, MailSize } from './fetch-mails.ts';
import { closeGap, continueCursor, makeExternalKey } from './imap-cursor.ts';
import { moveTo, noteShared, openGaps, pruneShared } from './imap-cursor.ts';
import type { ImapCursor } from './imap-cursor.ts';
import { StoreAway } from './imap-failure.ts';
import type { ImapLimits } from './imap-limits.ts';
import { namePlace } from './imap-settings.ts';
import type { ImapSettings } from './imap-settings.ts';
import type {
  ChannelPlace,
  InletClock,
  InletLog,
  ListUnstoredKeys,
  StoreReceipt,
} from './inlet.ts';
import { reconcileMailbox } from './reconcile-mailbox.ts';
import { removeMails } from './remove-mails.ts';

/** What reading needs; the same for every connection of one mailbox. */
export interface ReaderParts {
  readonly channel: ChannelPlace;
  readonly settings: ImapSettings;
  readonly limits: ImapLimits;
  readonly clock: InletClock;
  readonly log: InletLog;
  readonly storeReceipt: StoreReceipt;
  readonly listUnstoredKeys: ListUnstoredKeys;
  /** How often reading a mail ended the connection or in an error, by UID; outlives connections. */
  readonly stumbles: Map<number, number>;
  loadCursor(): Promise<ImapCursor | null>;
  saveCursor(cursor: ImapCursor): Promise<void>;
  /** Whether the mailbox was counted since we started; if not it is counted first of all. */
  wasCounted(): boolean;
  /** Called when something was learnt. */
  report(news: MailboxNews): Promise<void>;
}

/** What is learnt about a mailbox while it is read. */
export interface MailboxNews {
  /** Null: all is well. */
  readonly trouble: 'cannot_store' | 'mail_too_large' | 'mails_missing' | null;
  readonly missing: number;
  readonly receivedAt?: Date;
  readonly counts?: { readonly onServer: number; readonly withUs: number; readonly at: Date };
}

/**
 * Reads one mailbox over one connection: what is new, what is missing, and whether all is there.
 */
export class MailboxReader {
  readonly #client: ImapFlow;
  readonly #parts: ReaderParts;
  readonly #signal: AbortSignal;
  readonly #hasEnded: () => boolean;
  #cursor!: ImapCursor;
  /** Mails that failed since the last one that was stored. */
  #failed: number[] = [];
  readonly #tooLarge = new Set<number>();
  #retries = 0;
  #reconciledAt_ms = -Infinity;
  #retriedAt_ms = -Infinity;

  /** Once the signal is aborted or the connection `hasEnded`, the mail in hand is the last. */
  constructor(client: ImapFlow, parts: ReaderParts, signal: AbortSignal, hasEnded: () => boolean) {
    this.#client = client;
    this.#parts = parts;
    this.#signal = signal;
    this.#hasEnded = hasEnded;
  }

  get uidValidity(): string {
    return this.#cursor.uidValidity;
  }

  /** Selects the mailbox and finds where to go on. */
  async open(): Promise<void> {
    const { settings, log, stumbles } = this.#parts;
    const saved = await this.#parts.loadCursor();
    const resync =
      saved?.modseq && saved.place === namePlace(settings)
        ? { changedSince: BigInt(saved.modseq), uidValidity: BigInt(saved.uidValidity) }
        : {};
    // VANISHED (RFC 7162) tells which gaps cannot be closed any more.
    const vanished = new Set<number>();
    const onExpunge = ({ uid }: { uid?: number | undefined }) => {
      if (uid !== undefined) vanished.add(uid);
    };
    this.#client.on('expunge', onExpunge);
    const opened = await this.#client.mailboxOpen(settings.mailbox, resync as MailboxOpenOptions);
    this.#client.off('expunge', onExpunge);
    // The lock keeps the connection from being taken for dead while we store.
    await this.#client.getMailboxLock(settings.mailbox);
    const uidValidity = String(opened.uidValidity ?? 0);
    const { cursor, fresh } = continueCursor(saved, namePlace(settings), uidValidity);
    this.#cursor = cursor;
    if (fresh !== null) {
      stumbles.clear();
      log.info({ fresh, mails: opened.exists }, 'Reading a mailbox from its start.');
    }
    const gone = cursor.missing.filter((uid) => vanished.has(uid));
    for (const uid of gone) this.#giveUp(uid);
    if (fresh !== null || gone.length > 0) await this.#save();
    // Nothing at all changed since the last count, which only CONDSTORE can tell.
    const modseq = opened.highestModseq?.toString() ?? null;
    const isSame = fresh === null && modseq !== null && modseq === cursor.modseq;
    if (isSame && this.#parts.wasCounted()) this.#reconciledAt_ms = this.#now_ms();
  }

  /** Fetches and stores everything behind the cursor. Throws `StoreAway`. */
  async pull(): Promise<void> {
    while (!this.#mustEnd()) {
      const from = this.#cursor.lastUid + 1;
      const found = (await this.#client.search({ uid: `${from}:*` }, { uid: true })) || [];
      // "n:*" always names the newest mail, even one before n.
      const uids = found.filter((uid) => uid >= from).toSorted((a, b) => a - b);
      if (uids.length === 0) return;
      this.#failed = [];
      const before = this.#cursor.lastUid;
      await this.#take(uids);
      if (this.#cursor.lastUid > before) continue;
      // Only failures are left: they are tried again in a while. Without one, all had gone.
      if (this.#failed.length > 0) throw new StoreAway('Nothing could be stored.');
      return;
    }
  }

  /** Tries the gaps again, where it is time to. */
  async retryMissing(): Promise<void> {
    const { limits } = this.#parts;
    const isDue = this.#now_ms() - this.#retriedAt_ms >= limits.retryMissing_ms;
    if (!isDue || this.#cursor.missing.length === 0) return;
    this.#retriedAt_ms = this.#now_ms();
    this.#retries += 1;
    const missing = this.#cursor.missing.filter((uid) => !this.#isHopeless(uid));
    const sizes = await this.#askSizes(missing);
    const there = new Set(sizes.map(({ uid }) => uid));
    for (const uid of missing) if (!there.has(uid)) this.#giveUp(uid);
    const steps = decideSteps([...there], sizes, { ...limits, group_bytes: 0 });
    // Another one first each time, so that three bad mails do not block those behind them.
    const first = steps.length === 0 ? 0 : this.#retries % steps.length;
    this.#failed = [];
    try {
      for (const step of [...steps.slice(first), ...steps.slice(0, first)]) {
        if (this.#mustEnd()) return;
        if (step.kind === 'too_large') this.#tooLarge.add(step.uid);
        else await this.#takeStep(step);
      }
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
    }
    await this.#save();
  }

  /** Counts "on the server / with us", where it is time to, and fetches what was lost. */
  async reconcile(): Promise<void> {
    const { limits, log, listUnstoredKeys, settings } = this.#parts;
    if (this.#now_ms() - this.#reconciledAt_ms < limits.reconcile_ms) return;
    const result = await reconcileMailbox(this.#client, this.#cursor, listUnstoredKeys);
    this.#reconciledAt_ms = this.#now_ms();
    const known = new Set(this.#cursor.missing);
    const lost = result.unstored.filter((uid) => !known.has(uid));
    this.#cursor = pruneShared(openGaps(this.#cursor, lost), result.uids);
    if (lost.length > 0) {
      log.warn({ mails: lost.length }, 'Mails on the server have no receipt here.');
      this.#retriedAt_ms = -Infinity;
      await this.retryMissing();
    }
    if (settings.after_fetch === 'delete' && result.stored.length > 0) {
      await removeMails(this.#client, result.stored, log);
    }
    const mailbox = this.#client.mailbox;
    const isComplete = this.#cursor.missing.length === 0;
    const modseq = mailbox && isComplete ? (mailbox.highestModseq?.toString() ?? null) : null;
    this.#cursor = { ...this.#cursor, modseq };
    await this.#save();
    const onServer = result.uids.length;
    const withUs = onServer - this.#cursor.missing.length - result.ahead;
    const at = this.#parts.clock.now();
    await this.#parts.report({ ...this.news(), counts: { onServer, withUs, at } });
  }

  news(): MailboxNews {
    const missing = this.#cursor.missing.length;
    const areAllLarge = this.#cursor.missing.every((uid) => this.#tooLarge.has(uid));
    if (missing === 0) return { trouble: null, missing };
    return { trouble: areAllLarge ? 'mail_too_large' : 'mails_missing', missing };
  }

  async #take(uids: readonly number[]): Promise<void> {
    const { limits } = this.#parts;
    for (let start = 0; start < uids.length; start += limits.groupMails) {
      const window = uids.slice(start, start + limits.groupMails);
      const hopeless = window.filter((uid) => this.#isHopeless(uid));
      for (const uid of hopeless) await this.#leave(uid, 'The server stumbles over a mail.');
      const rest = window.filter((uid) => !hopeless.includes(uid));
      const sizes = await this.#askSizes(rest);
      const isSuspect = (uid: number) => this.#parts.stumbles.has(uid);
      for (const step of decideSteps(rest, sizes, limits, isSuspect)) {
        if (this.#mustEnd()) return;
        await this.#takeStep(step);
      }
    }
  }

  async #takeStep(step: FetchStep): Promise<void> {
    if (step.kind === 'gone') return;
    if (step.kind === 'too_large') {
      this.#tooLarge.add(step.uid);
      return this.#leave(step.uid, 'A mail is too large to be fetched.');
    }
    const stored: number[] = [];
    const shared: number[] = [];
    try {
      for (const mail of await this.#fetch(step)) {
        if (this.#mustEnd()) break;
        const outcome = await this.#store(mail);
        if (outcome === 'failed') {
          this.#noteFailure(mail.uid);
          continue;
        }
        stored.push(mail.uid);
        if (outcome === 'duplicate') shared.push(mail.uid);
        this.#cursor = moveTo(closeGap(this.#cursor, mail.uid), mail.uid, this.#failed);
        this.#failed = [];
      }
    } finally {
      this.#cursor = noteShared(this.#cursor, shared);
      if (stored.length > 0) await this.#save();
    }
    if (stored.length > 0) await this.#afterStoring(stored);
  }

  async #fetch(step: Extract<FetchStep, { kind: 'group' | 'large' }>): Promise<FetchedMail[]> {
    const uids = step.kind === 'large' ? [step.uid] : step.uids;
    const mails = await this.#noteStumbles(uids, async () => {
      if (step.kind === 'large') {
        const mail = await fetchLarge(this.#client, step.uid, this.#parts.limits);
        if (mail === 'too_large') await this.#takeStep({ kind: 'too_large', uid: step.uid });
        return typeof mail === 'string' ? [] : [mail];
      }
      const found = await fetchGroup(this.#client, step.uids);
      const came = new Set(found.map(({ uid }) => uid));
      // Named a moment ago and now without bytes: deleted meanwhile, or the server stumbled. As a
      // gap it is asked for again.
      const absent = step.uids.filter((uid) => !came.has(uid));
      this.#cursor = openGaps(this.#cursor, absent);
      return found;
    });
    for (const uid of uids) this.#parts.stumbles.delete(uid);
    return mails;
  }

  async #askSizes(uids: readonly number[]): Promise<MailSize[]> {
    const { stumbles } = this.#parts;
    const suspects = uids.filter((uid) => stumbles.has(uid));
    const rest = uids.filter((uid) => !stumbles.has(uid));
    const groups = [rest, ...suspects.map((uid) => [uid])].filter((group) => group.length > 0);
    const sizes: MailSize[] = [];
    for (const group of groups) {
      const ask = () => fetchSizes(this.#client, group);
      sizes.push(...(await this.#noteStumbles(group, ask)));
    }
    return sizes;
  }

  /**
   * Some servers end the connection over a mail that is broken on their disk. Its group is
   * remembered, so that the next connection reads these one by one and the bad one is found.
   */
  async #noteStumbles<Value>(uids: readonly number[], read: () => Promise<Value>): Promise<Value> {
    const { stumbles } = this.#parts;
    try {
      return await read();
    } catch (error) {
      if (!this.#signal.aborted)
        for (const uid of uids) stumbles.set(uid, (stumbles.get(uid) ?? 0) + 1);
      throw error;
    }
  }

  /** After some stumbles in a row a mail is left where it is, and tried rarely. */
  #isHopeless(uid: number): boolean {
    const { stumbles, limits } = this.#parts;
    const isTime = this.#retries > 0 && this.#retries % limits.hopelessEvery === 0;
    return (stumbles.get(uid) ?? 0) >= limits.stumbles && !isTime;
  }

  async #store(mail: FetchedMail): Promise<'stored' | 'duplicate' | 'failed'> {
    const { channel, clock, log, storeReceipt } = this.#parts;
    const now = clock.now();
    const isPlausible = mail.internalDate !== null && mail.internalDate <= now;
    try {
      const { duplicate } = await storeReceipt({
        accountId: channel.accountId,
        channelId: channel.channelId,
        source: 'imap',
        externalKey: makeExternalKey(this.#cursor, mail.uid),
        raw: mail.raw,
        envelope: null,
        receivedAt: isPlausible ? mail.internalDate : now,
      });
      return duplicate ? 'duplicate' : 'stored';
    } catch (error) {
      const { uid } = mail;
      log.error({ err: error, uid }, 'A pulled mail could not be stored; it stays a gap.');
      return 'failed';
    }
  }

  #noteFailure(uid: number): void {
    this.#failed.push(uid);
    const { failuresInARow, missing } = this.#parts.limits;
    const isFull = this.#cursor.missing.length + this.#failed.length > missing;
    if (this.#failed.length >= failuresInARow || isFull) {
      throw new StoreAway('Several mails in a row could not be stored.');
    }
  }

  /** It stays on the server as a gap, and the mails behind it are fetched. */
  async #leave(uid: number, reason: string): Promise<void> {
    this.#parts.log.warn({ uid }, `${reason} It stays on the server.`);
    this.#cursor = moveTo(this.#cursor, uid, [...this.#failed, uid]);
    this.#failed = [];
    await this.#save();
  }

  #giveUp(uid: number): void {
    this.#tooLarge.delete(uid);
    this.#cursor = closeGap(this.#cursor, uid);
    this.#parts.log.warn({ uid }, 'A mail left the server before it could be stored here.');
  }

  async #afterStoring(uids: readonly number[]): Promise<void> {
    await this.#parts.report({ ...this.news(), receivedAt: this.#parts.clock.now() });
    if (this.#parts.settings.after_fetch !== 'delete') return;
    await removeMails(this.#client, uids, this.#parts.log);
  }

  #mustEnd(): boolean {
    return this.#signal.aborted || this.#hasEnded();
  }

  async #save(): Promise<void> {
    await this.#parts.saveCursor(this.#cursor);
  }

  #now_ms(): number {
    return this.#parts.clock.now().getTime();
  }
}
