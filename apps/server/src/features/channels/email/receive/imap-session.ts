import type { ImapFlow, MailboxOpenOptions } from 'imapflow';
import { decideSteps, fetchGroup, fetchLarge, fetchSizes } from './fetch-mails.ts';
import type { FetchedMail, FetchStep } from './fetch-mails.ts';
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

/** What a session needs; the same for every connection of one mailbox. */
export interface SessionParts {
  readonly channel: ChannelPlace;
  readonly settings: ImapSettings;
  readonly limits: ImapLimits;
  readonly clock: InletClock;
  readonly log: InletLog;
  readonly storeReceipt: StoreReceipt;
  readonly listUnstoredKeys: ListUnstoredKeys;
  loadCursor(): Promise<ImapCursor | null>;
  saveCursor(cursor: ImapCursor): Promise<void>;
  /** Whether the mailbox was counted since we started; if not it is counted first of all. */
  wasCounted(): boolean;
  /** Called when something was learnt. */
  report(news: SessionNews): Promise<void>;
}

/** What a session learns about its mailbox. */
export interface SessionNews {
  /** Null: all is well. */
  readonly trouble: 'cannot_store' | 'mail_too_large' | 'mails_missing' | null;
  readonly missing: number;
  readonly receivedAt?: Date;
  readonly counts?: { readonly onServer: number; readonly withUs: number; readonly at: Date };
}

/** One connection, from opening the mailbox to its end. */
export class ImapSession {
  readonly #client: ImapFlow;
  readonly #parts: SessionParts;
  readonly #signal: AbortSignal;
  #cursor!: ImapCursor;
  /** Mails that failed since the last one that was stored. */
  #failed: number[] = [];
  readonly #tooLarge = new Set<number>();
  #retries = 0;
  #wake: () => void = () => {};
  #hasNews = false;
  /** The connection ended: the mail in hand is finished, and no other begun. */
  #isOver = false;
  #reconciledAt_ms = -Infinity;
  #retriedAt_ms = -Infinity;

  constructor(client: ImapFlow, parts: SessionParts, signal: AbortSignal) {
    this.#client = client;
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Looks for new mail now, as if the server had announced some. */
  wake(): void {
    this.#hasNews = true;
    this.#wake();
  }

  /** Fetches until the signal is aborted; throws when the connection or the server fails. */
  async run(): Promise<void> {
    const ended = new Promise<never>((_resolve, reject) => {
      this.#client.once('error', reject);
      this.#client.once('close', () => {
        const reason = this.#client.byeReason;
        reject(Object.assign(new Error('The connection ended.'), { code: 'NoConnection', reason }));
      });
    });
    // Also where nobody waits for it any more.
    ended.catch(() => {});
    this.#client.on('exists', () => this.wake());
    const work = this.#work(ended);
    try {
      await Promise.race([ended, work]);
    } catch (error) {
      this.#isOver = true;
      // Ends the command that the work may still wait for.
      this.#client.close();
      await work.catch(() => {});
      throw error;
    }
  }

  async #work(ended: Promise<never>): Promise<void> {
    const skipsCount = await this.#open();
    if (skipsCount && this.#parts.wasCounted()) this.#reconciledAt_ms = this.#now_ms();
    while (!this.#mustEnd) {
      this.#hasNews = false;
      try {
        await this.#pull();
        await this.#retryMissing();
        await this.#reconcile();
        await this.#report();
      } catch (error) {
        if (!(error instanceof StoreAway)) throw error;
        await this.#report('cannot_store');
        await this.#pause(this.#parts.limits.storeAway_ms, ended);
        continue;
      }
      if (!this.#hasNews) await this.#rest(ended);
    }
  }

  /** Whether nothing at all changed since the last count, which only QRESYNC can tell. */
  async #open(): Promise<boolean> {
    const { settings, log } = this.#parts;
    const saved = await this.#parts.loadCursor();
    const resync =
      saved?.modseq && saved.place === namePlace(settings)
        ? { changedSince: BigInt(saved.modseq), uidValidity: BigInt(saved.uidValidity) }
        : {};
    // VANISHED (RFC 7162) and EXPUNGE tell which gaps cannot be closed any more.
    const vanished = new Set<number>();
    this.#client.on('expunge', ({ uid }) => {
      if (uid !== undefined) vanished.add(uid);
    });
    const opened = await this.#client.mailboxOpen(settings.mailbox, resync as MailboxOpenOptions);
    // The lock keeps the connection from being taken for dead while we store.
    await this.#client.getMailboxLock(settings.mailbox);
    const { cursor, fresh } = continueCursor(
      saved,
      namePlace(settings),
      String(opened.uidValidity ?? 0),
    );
    this.#cursor = cursor;
    if (fresh !== null)
      log.info({ fresh, mails: opened.exists }, 'Reading a mailbox from its start.');
    const gone = cursor.missing.filter((uid) => vanished.has(uid));
    for (const uid of gone) this.#giveUp(uid);
    if (fresh !== null || gone.length > 0) await this.#save();
    const modseq = opened.highestModseq?.toString() ?? null;
    return fresh === null && modseq !== null && modseq === cursor.modseq;
  }

  async #pull(): Promise<void> {
    while (!this.#mustEnd) {
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

  async #take(uids: readonly number[]): Promise<void> {
    const { groupMails } = this.#parts.limits;
    for (let start = 0; start < uids.length; start += groupMails) {
      const window = uids.slice(start, start + groupMails);
      const sizes = await fetchSizes(this.#client, window);
      for (const step of decideSteps(window, sizes, this.#parts.limits)) {
        if (this.#mustEnd) return;
        await this.#takeStep(step);
      }
    }
  }

  async #takeStep(step: FetchStep): Promise<void> {
    if (step.kind === 'gone') return;
    if (step.kind === 'too_large') return this.#leave(step.uid);
    const stored: number[] = [];
    const shared: number[] = [];
    try {
      for (const mail of await this.#fetch(step)) {
        if (this.#mustEnd) break;
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
    if (step.kind === 'large') {
      const mail = await fetchLarge(this.#client, step.uid, this.#parts.limits);
      if (mail === 'too_large') await this.#leave(step.uid);
      return typeof mail === 'string' ? [] : [mail];
    }
    const mails = await fetchGroup(this.#client, step.uids);
    const came = new Set(mails.map(({ uid }) => uid));
    // Named a moment ago and now without bytes: deleted meanwhile, or the server stumbled. As a
    // gap it is asked for again.
    const absent = step.uids.filter((uid) => !came.has(uid));
    this.#cursor = openGaps(this.#cursor, absent);
    return mails;
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
      log.error({ error, uid: mail.uid }, 'A pulled mail could not be stored; it stays a gap.');
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

  /** Too large: it stays on the server as a gap, and the mails behind it are fetched. */
  async #leave(uid: number): Promise<void> {
    this.#tooLarge.add(uid);
    this.#parts.log.warn({ uid }, 'A mail is too large to be fetched; it stays on the server.');
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
    await this.#report(null, this.#parts.clock.now());
    if (this.#parts.settings.after_fetch !== 'delete') return;
    await removeMails(this.#client, uids, this.#parts.log);
  }

  async #retryMissing(): Promise<void> {
    const { limits } = this.#parts;
    const isDue = this.#now_ms() - this.#retriedAt_ms >= limits.retryMissing_ms;
    const { missing } = this.#cursor;
    if (!isDue || missing.length === 0) return;
    this.#retriedAt_ms = this.#now_ms();
    const sizes = await fetchSizes(this.#client, missing);
    const there = new Set(sizes.map(({ uid }) => uid));
    for (const uid of missing) if (!there.has(uid)) this.#giveUp(uid);
    const steps = decideSteps([...there], sizes, { ...limits, group_bytes: 0 });
    // Another one first each time, so that three bad mails do not block those behind them.
    const first = steps.length === 0 ? 0 : this.#retries++ % steps.length;
    this.#failed = [];
    try {
      for (const step of [...steps.slice(first), ...steps.slice(0, first)]) {
        if (this.#mustEnd) return;
        if (step.kind === 'too_large') this.#tooLarge.add(step.uid);
        else await this.#takeStep(step);
      }
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
    }
    await this.#save();
  }

  async #reconcile(): Promise<void> {
    const { limits, log } = this.#parts;
    if (this.#now_ms() - this.#reconciledAt_ms < limits.reconcile_ms) return;
    const { listUnstoredKeys } = this.#parts;
    const result = await reconcileMailbox(this.#client, this.#cursor, listUnstoredKeys);
    this.#reconciledAt_ms = this.#now_ms();
    this.#cursor = pruneShared(openGaps(this.#cursor, result.unstored), result.uids);
    if (result.unstored.length > 0) {
      log.warn({ mails: result.unstored.length }, 'Mails on the server have no receipt here.');
      this.#retriedAt_ms = -Infinity;
      await this.#retryMissing();
    }
    const { stored } = result;
    if (this.#parts.settings.after_fetch === 'delete' && stored.length > 0) {
      await removeMails(this.#client, stored, log);
    }
    const mailbox = this.#client.mailbox;
    const isComplete = this.#cursor.missing.length === 0;
    const modseq = mailbox && isComplete ? (mailbox.highestModseq?.toString() ?? null) : null;
    this.#cursor = { ...this.#cursor, modseq };
    await this.#save();
    const counts = {
      onServer: result.uids.length,
      withUs: result.uids.length - this.#cursor.missing.length - result.ahead,
      at: this.#parts.clock.now(),
    };
    await this.#parts.report({ ...this.#news(), counts });
  }

  async #rest(ended: Promise<never>): Promise<void> {
    // Ends by itself as soon as another command is given; its failure shows in `ended`.
    void this.#client.idle().catch(() => {});
    await this.#pause(this.#parts.limits.poll_ms, ended);
    if (this.#hasNews || this.#mustEnd) return;
    // Some servers fall silent in IDLE; this asks them directly.
    const status = await this.#client.status(this.#parts.settings.mailbox, {
      uidNext: true,
      uidValidity: true,
    });
    const validity = status ? status.uidValidity?.toString() : undefined;
    if (validity !== undefined && validity !== this.#cursor.uidValidity) {
      throw Object.assign(new Error('The mailbox was made anew.'), { code: 'NoConnection' });
    }
  }

  /** Waits for the time, for `wake`, for the end of the connection or the stop, whatever is first. */
  async #pause(most_ms: number, ended: Promise<never>): Promise<void> {
    const over = new AbortController();
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    const signal = AbortSignal.any([this.#signal, over.signal]);
    try {
      await Promise.race([woken, ended, this.#parts.clock.sleep(most_ms, signal)]);
    } finally {
      over.abort();
      this.#wake = () => {};
    }
  }

  get #mustEnd(): boolean {
    return this.#isOver || this.#signal.aborted;
  }

  #news(): SessionNews {
    const missing = this.#cursor.missing.length;
    const areAllLarge = this.#cursor.missing.every((uid) => this.#tooLarge.has(uid));
    if (missing === 0) return { trouble: null, missing };
    return { trouble: areAllLarge ? 'mail_too_large' : 'mails_missing', missing };
  }

  async #report(trouble?: 'cannot_store' | null, receivedAt?: Date): Promise<void> {
    const news = this.#news();
    await this.#parts.report({
      ...news,
      ...(trouble && { trouble }),
      ...(receivedAt && { receivedAt }),
    });
  }

  async #save(): Promise<void> {
    await this.#parts.saveCursor(this.#cursor);
  }

  #now_ms(): number {
    return this.#parts.clock.now().getTime();
  }
}
