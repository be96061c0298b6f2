import { describeFailure, StoreAway } from './imap-failure.ts';
import type { ImapFailure } from './imap-failure.ts';
import { parseImapCursor } from './imap-cursor.ts';
import type { ImapCursor } from './imap-cursor.ts';
import { imapLimits } from './imap-limits.ts';
import type { ImapLimits } from './imap-limits.ts';
import { ImapDoor } from './imap-login.ts';
import { ImapSession } from './imap-session.ts';

import type { ImapSecret, ImapSettings, NewTokens } from './imap-settings.ts';
import { machineClock } from './inlet.ts';
import type {
  ChannelPlace,
  InletClock,
  InletLog,
  ListUnstoredKeys,
  StoreReceipt,
} from './inlet.ts';
import { stateOf } from './mailbox-health.ts';
import type { MailboxNews, ReaderParts } from './mailbox-reader.ts';
import type { MailboxHealth, MailboxHealthCode } from './mailbox-health.ts';

/** How one mailbox is pulled. */
export interface ImapPullerOptions {
  readonly channel: ChannelPlace;
  readonly settings: ImapSettings;
  getSecret(): Promise<ImapSecret>;
  readonly cursor: {
    /** What `save` got last, or anything else where nothing was saved. */
    load(): Promise<unknown>;
    /** Resolves when it is durable. A cursor that is lost costs time, never a mail. */
    save(cursor: ImapCursor): Promise<void>;
  };
  readonly storeReceipt: StoreReceipt;
  readonly listUnstoredKeys: ListUnstoredKeys;
  /** Called on every change, and about once a minute while all is well. */
  onHealth(health: MailboxHealth): void | Promise<void>;
  onTokens(tokens: NewTokens): Promise<void>;
  readonly log: InletLog;
  readonly clock?: InletClock;
  readonly limits?: Partial<ImapLimits>;
}

/** A mailbox that is being pulled. */
export interface ImapPuller {
  health(): MailboxHealth;
  /** Looks for new mail now, and does not wait any longer after a failure. */
  pullNow(): void;
  /** Finishes the mail in hand and resolves when everything is at rest. */
  stop(): Promise<void>;
}

/** Telling again that nothing changed, more often than this, would only be noise. */
const quiet_ms = 60_000;

/**
 * Pulls one mailbox for ever: connects, fetches what is new, waits for more (IDLE), and connects
 * anew after every end, with growing waits. A mail is stored before the cursor passes it, so that
 * a crash at any moment leads to reading again and never to a loss.
 */
export function startImapPuller(options: ImapPullerOptions): ImapPuller {
  const supervisor = new Supervisor(options);
  const running = supervisor.run();
  return {
    health: () => supervisor.health,
    pullNow: () => supervisor.pullNow(),
    stop: async () => {
      supervisor.stop();
      await running;
    },
  };
}

class Supervisor {
  readonly #options: ImapPullerOptions;
  readonly #limits: ImapLimits;
  readonly #clock: InletClock;
  readonly #door: ImapDoor;
  readonly #stopped = new AbortController();
  readonly #stumbles = new Map<number, number>();
  #health: MailboxHealth;
  #toldAt_ms = -Infinity;
  #session: ImapSession | null = null;
  #endWait: () => void = () => {};
  /** Failures since the last connection that worked. */
  #failures = 0;
  #refusals = 0;

  constructor(options: ImapPullerOptions) {
    this.#options = options;
    this.#limits = { ...imapLimits, ...options.limits };
    this.#clock = options.clock ?? machineClock;
    this.#door = new ImapDoor(options, this.#limits, this.#clock);
    const { host, mailbox } = options.settings;
    this.#health = {
      state: 'connecting',
      code: 'connecting',
      facts: { host, mailbox, missing: 0, next_try_at: null },
      serverWords: null,
      lastOkAt: null,
      lastReceivedAt: null,
      onServer: null,
      withUs: null,
      countedAt: null,
    };
  }

  get health(): MailboxHealth {
    return this.#health;
  }

  pullNow(): void {
    this.#session?.wake();
    this.#endWait();
  }

  stop(): void {
    this.#stopped.abort();
    this.#endWait();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    await this.#tell('connecting', null, {});
    while (!signal.aborted) {
      try {
        await this.#connectOnce();
        if (signal.aborted) break;
      } catch (error) {
        if (signal.aborted) break;
        await this.#waitAfter(error);
      }
    }
    await this.#tell('off', null, {});
  }

  async #connectOnce(): Promise<void> {
    const { signal } = this.#stopped;
    const client = await this.#door.open(signal);
    try {
      if (signal.aborted) return;
      this.#session = new ImapSession(client, this.#makeParts(), signal);
      await this.#session.run();
    } finally {
      this.#session = null;
      if (signal.aborted && client.usable) {
        const late = new AbortController();
        const goodbye = client.logout().catch(() => {});
        await Promise.race([goodbye, machineClock.sleep(this.#limits.logout_ms, late.signal)]);
        late.abort();
      }
      client.close();
    }
  }

  #makeParts(): ReaderParts {
    const { channel, settings, cursor, storeReceipt, listUnstoredKeys, log } = this.#options;
    return {
      channel,
      settings,
      storeReceipt,
      log,
      limits: this.#limits,
      clock: this.#clock,
      stumbles: this.#stumbles,
      listUnstoredKeys: (keys) => orStoreAway(listUnstoredKeys(keys)),
      loadCursor: async () => parseImapCursor(await orStoreAway(cursor.load())),
      saveCursor: (next) => orStoreAway(cursor.save(next)),
      wasCounted: () => this.#health.countedAt !== null,
      report: (news: MailboxNews) => this.#onNews(news),
    };
  }

  async #onNews(news: MailboxNews): Promise<void> {
    this.#failures = 0;
    this.#refusals = 0;
    const { counts, receivedAt, missing, trouble } = news;
    await this.#tell(trouble ?? 'ok', null, {
      facts: { ...this.#health.facts, missing, next_try_at: null },
      lastOkAt: trouble === 'cannot_store' ? this.#health.lastOkAt : this.#clock.now(),
      ...(receivedAt && { lastReceivedAt: receivedAt }),
      ...(counts && { onServer: counts.onServer, withUs: counts.withUs, countedAt: counts.at }),
    });
  }

  async #waitAfter(error: unknown): Promise<void> {
    const failure = describeFailure(error);
    const wait_ms = this.#decideWait(failure);
    const next_try_at = new Date(this.#clock.now().getTime() + wait_ms).toISOString();
    // A connection that ends after it worked is everyday life; one that cannot be made is not.
    const wasWorking = this.#failures === 1 && this.#health.lastOkAt !== null;
    const isGone = failure.code === 'unreachable' || failure.code === 'silent';
    const code = wasWorking && isGone ? 'connecting' : failure.code;
    this.#options.log.warn({ code: failure.code, wait_ms }, 'A mailbox cannot be pulled just now.');
    if (failure.code === 'server_error')
      this.#options.log.error({ err: error }, 'Unexpected failure.');
    await this.#tell(code, failure.serverWords, {
      facts: { ...this.#health.facts, next_try_at },
    });
    const ended = new AbortController();
    this.#endWait = () => ended.abort();
    if (this.#stopped.signal.aborted) return;
    await this.#clock.sleep(wait_ms, ended.signal);
    this.#endWait = () => {};
  }

  #decideWait({ code }: ImapFailure): number {
    this.#failures += 1;
    const { firstWait_ms, mostWait_ms, loginWaits_ms } = this.#limits;
    if (code === 'login_refused' || code === 'token_refused') {
      this.#refusals += 1;
      return loginWaits_ms[Math.min(this.#refusals, loginWaits_ms.length) - 1] ?? mostWait_ms;
    }
    const doubled = Math.min(firstWait_ms * 2 ** (this.#failures - 1), mostWait_ms);
    // So that a hundred mailboxes do not come back in the same moment.
    return doubled * (0.8 + Math.random() * 0.4);
  }

  async #tell(
    code: MailboxHealthCode,
    serverWords: string | null,
    changes: Partial<MailboxHealth>,
  ): Promise<void> {
    const before = this.#health;
    this.#health = { ...before, ...changes, code, state: stateOf(code), serverWords };
    const now_ms = this.#clock.now().getTime();
    const isSame = sameNews(before, this.#health);
    if (isSame && now_ms - this.#toldAt_ms < quiet_ms) return;
    this.#toldAt_ms = now_ms;
    try {
      await this.#options.onHealth(this.#health);
    } catch (error) {
      this.#options.log.error({ err: error }, 'The health of a mailbox could not be kept.');
    }
  }
}

/** Our own database being away is no fault of the mailbox. */
async function orStoreAway<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw new StoreAway('The database does not answer.', { cause: error });
  }
}

function sameNews(a: MailboxHealth, b: MailboxHealth): boolean {
  return (
    a.code === b.code &&
    a.serverWords === b.serverWords &&
    a.facts.missing === b.facts.missing &&
    a.facts.next_try_at === b.facts.next_try_at &&
    a.onServer === b.onServer &&
    a.withUs === b.withUs
  );
}
