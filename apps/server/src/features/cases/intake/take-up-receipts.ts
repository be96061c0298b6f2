import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import { DatabaseAway } from '../../../platform/db/database-away.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { FileStorage } from '../../../platform/storage/file-storage.ts';
import {
  type AdapterRegistry,
  isTestMessage,
  kindOfSource,
  testKeyOf,
  type Understanding,
} from '../../channels/kit/public.ts';
import {
  type ClaimedReceipt,
  claimReceipts,
  finishReceipt,
  postponeReceipt,
  releaseReceipt,
  releaseReceiptLeases,
} from '../../channels/public.ts';
import { startTakings, type Takings } from './take-up-batch.ts';
import { takeUpThings } from './take-up-things.ts';
import { rememberPlaces, type TakeUpPlaces } from './take-up-places.ts';

export interface IntakeDeps {
  db: Database;
  storage: FileStorage;
  secretBox: SecretBox;
  /** Who understands what came in, by its kind of channel. */
  adapters: Pick<AdapterRegistry, 'get'>;
  clock: Clock;
  log: Log;
  /** Told of each message that came in, in the transaction that put it into its case. */
  onSaid?: (tx: Tx, messageId: string) => Promise<void>;
  /** Told of each receipt that ended, for imports that count. */
  onTakenUp?: (result: IntakeResult) => void;
}

/** What the work on one receipt needs. */
export interface IntakeWork extends Omit<IntakeDeps, 'adapters' | 'onTakenUp'> {
  places: TakeUpPlaces;
}

interface RunningWork extends IntakeDeps {
  testKey: Buffer;
  places: TakeUpPlaces;
  takings: Takings;
  isStopped(): boolean;
}

export interface IntakeResult {
  receiptId: string;
  state: 'understood' | 'held' | 'failed' | 'test';
  openedCase: boolean;
  openedConversation: boolean;
}

export interface Intake {
  /** Looks for stored receipts now. */
  wake(): void;
  /** Resolves when no receipt is left that can be worked on. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Receipts worked on at once: most of them wait for name servers, which costs nothing. */
const PARALLEL_MAX = 48;
/** Claimed together, so that claiming does not cost a transaction for each. */
const CLAIM_LEAST = 12;
/** While others are in work, what arrives within this time is claimed together. */
const GATHER_MS = 10;
const POLL_MS = 1_000;
/** A stop waits this long for what is in work; a later start does the rest. */
const STOP_WITHIN_MS = 3_000;
/** After these failures a receipt is taken up as “not understood”, with the raw mail attached. */
const UNDERSTANDING_FAILURES = 3;
/** After these it stays visibly failed until somebody retries it. */
const FAILURES_MAX = 5;
/**
 * Whoever was in work so often when the process died may be what killed it. High, because a restart
 * cuts off up to 48 innocent ones each time.
 */
const ATTEMPTS_SUSPICIOUS = 25;

/**
 * Works through the stored receipts of all accounts. Mails that name each other are taken up one
 * after the other in the order they came; everything else goes side by side.
 */
export function startIntake(deps: IntakeDeps): Intake {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let poke = Promise.withResolvers<void>();
  const lanes = createLanes();
  const places = rememberPlaces(deps.clock);
  const takings = startTakings({ ...deps, places });
  const testKey = testKeyOf(deps.secretBox);
  const work: RunningWork = { ...deps, testKey, places, takings, isStopped: () => stopped };
  const claims = createClaims(deps.db);

  async function drainOnce(): Promise<void> {
    const active = new Set<Promise<void>>();
    try {
      for (;;) {
        again = false;
        poke = Promise.withResolvers();
        const room = PARALLEL_MAX - active.size;
        const hasRoom = !stopped && (room >= CLAIM_LEAST || active.size === 0);
        const claimed = hasRoom ? await claims.claim(room) : [];
        for (const receipt of claimed) {
          const one: Promise<void> = workOn(work, lanes, claims, receipt).finally(() => {
            active.delete(one);
          });
          active.add(one);
        }
        if (claimed.some(isLarge)) continue;
        if (active.size === 0 && claimed.length === 0 && !again) return;
        // What arrives meanwhile does not wait for the slowest of those in work.
        if (active.size > 0) await Promise.race([...active, poke.promise.then(gather)]);
      }
    } catch (error) {
      if (!stopped) deps.log.error({ err: error }, 'The intake failed; it tries again.');
      await Promise.allSettled(active);
    }
  }

  function drain(): Promise<void> {
    again = true;
    poke.resolve();
    running ??= drainOnce().finally(() => {
      running = null;
      if (again && !stopped) void drain();
    });
    return running;
  }

  const timer = setInterval(() => void drain(), POLL_MS);
  timer.unref();
  return {
    wake: () => void drain(),
    drain,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.race([running, pause(STOP_WITHIN_MS, null, { ref: false })]);
    },
  };
}

const gather = () => pause(GATHER_MS);

/** Larger mails are few at a time, so that many of them do not fill the memory. */
const LARGE_BYTES = 1024 * 1024;
/** Bytes of large mails in work beyond which no other is begun. */
const LARGE_TOGETHER_BYTES = 32 * 1024 * 1024;

function isLarge(receipt: ClaimedReceipt): boolean {
  return receipt.size_bytes > LARGE_BYTES;
}

interface Claims {
  claim(most: number): Promise<ClaimedReceipt[]>;
  /** Work on it ended, whatever came of it. */
  end(receipt: ClaimedReceipt): void;
  /** It could not be worked on: it is claimed again after a moment. */
  strand(receipt: ClaimedReceipt): void;
}

function createClaims(db: Database): Claims {
  const stranded = new Map<ClaimedReceipt, number>();
  let large_bytes = 0;
  // What an earlier process left is given back first, or a claim of which nobody heard.
  let isFresh = true;
  return {
    async claim(most) {
      const before = performance.now() - POLL_MS;
      const lost = [...stranded].flatMap(([receipt, at]) => (at < before ? [receipt] : []));
      const leaves = isFresh;
      isFresh = true;
      const claimed = await db.withSystem(async (tx) => {
        if (leaves) await releaseReceiptLeases(tx);
        for (const receipt of lost) await releaseReceipt(tx, receipt);
        return claimReceipts(tx, most, {
          large_bytes: LARGE_BYTES,
          room_bytes: LARGE_TOGETHER_BYTES - large_bytes,
        });
      });
      isFresh = false;
      for (const receipt of lost) stranded.delete(receipt);
      for (const receipt of claimed) if (isLarge(receipt)) large_bytes += receipt.size_bytes;
      return claimed;
    },
    end(receipt) {
      if (isLarge(receipt)) large_bytes -= receipt.size_bytes;
    },
    strand: (receipt) => void stranded.set(receipt, performance.now()),
  };
}

async function workOn(
  deps: RunningWork,
  lanes: Lanes,
  claims: Claims,
  receipt: ClaimedReceipt,
): Promise<void> {
  let turn: Turn | null = null;
  try {
    const raw = await deps.storage.read(receipt.sha256);
    const adapter = deps.adapters.get(kindOfSource(receipt.source));
    turn = await lanes.enter(adapter.listRelations(raw, receipt));
    const { channel } = await deps.places.recall(deps, receipt);
    const reading = isSuspicious(receipt)
      ? { failed: 'Understanding this receipt failed again and again.' }
      : await adapter.understand(raw, receipt, channel);
    // Cut off by the stop, not unreadable: the next start does it.
    if ('failed' in reading && deps.isStopped()) return;
    const result = await takeUp(deps, receipt, reading);
    deps.onTakenUp?.(result);
  } catch (error) {
    deps.log.warn(
      { err: error, receiptId: receipt.id, tries: receipt.attempts },
      'A receipt failed.',
    );
    // Nothing is wrong with the mail then, so the failure does not count against it.
    if (isOfMachine(error)) claims.strand(receipt);
    else await postpone(deps, receipt, error, claims);
  } finally {
    turn?.leave();
    claims.end(receipt);
  }
}

/** A mail goes the way of mails, together with others; everything else by itself. */
async function takeUp(
  deps: RunningWork,
  receipt: ClaimedReceipt,
  reading: Understanding,
): Promise<IntakeResult> {
  if ('failed' in reading) return deps.takings.take({ receipt, reading, verdicts: null });
  const [first] = reading.things;
  if (isTestMessage(deps.testKey, receipt.channel_id, first, receipt.received_at)) {
    return discardTest(deps, receipt);
  }
  if (first?.what === 'mail') {
    return deps.takings.take({ receipt, reading: first.mail, verdicts: first.verdicts });
  }
  return takeUpThings(deps, receipt, reading.things);
}

/** The message of a live test went the whole way, and ends here: nobody wrote it. */
async function discardTest(deps: IntakeDeps, receipt: ClaimedReceipt): Promise<IntakeResult> {
  const nothing = { caseId: null, messageId: null, error: null };
  await deps.db.withAccount(receipt.account_id, (tx) =>
    finishReceipt(tx, receipt.id, { state: 'test', ...nothing }),
  );
  return { receiptId: receipt.id, state: 'test', openedCase: false, openedConversation: false };
}

/** The database is away, the disk is full, or too many files are open. */
export function isOfMachine(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof DatabaseAway || /^(ENOSPC|EDQUOT|E[MN]FILE|ENOMEM)$/.test(String(code));
}

function isSuspicious(receipt: ClaimedReceipt): boolean {
  return receipt.failures >= UNDERSTANDING_FAILURES || receipt.attempts > ATTEMPTS_SUSPICIOUS;
}

const failed = { state: 'failed', openedCase: false, openedConversation: false } as const;

async function postpone(
  deps: IntakeDeps,
  receipt: ClaimedReceipt,
  error: unknown,
  claims: Claims,
): Promise<void> {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await deps.db
    .withAccount(receipt.account_id, async (tx) => {
      if (receipt.failures + 1 < FAILURES_MAX) {
        return postponeReceipt(tx, receipt.id, words, 2 ** (receipt.failures + 1));
      }
      await finishReceipt(tx, receipt.id, {
        state: 'failed',
        caseId: null,
        messageId: null,
        error: words.slice(0, 2_000),
      });
      tx.afterCommit(() => deps.onTakenUp?.({ receiptId: receipt.id, ...failed }));
    })
    .catch((failure: unknown) => {
      deps.log.error(
        { err: failure },
        'A failed receipt could not be put back; it is tried again.',
      );
      claims.strand(receipt);
    });
}

interface Turn {
  leave(): void;
}

interface Lanes {
  /** Resolves when no earlier mail in work shares one of these ids. */
  enter(ids: readonly string[]): Promise<Turn>;
}

/**
 * Keeps mails that name each other in order; a slow or poisonous mail holds up only its relatives.
 */
function createLanes(): Lanes {
  const lanes: { ids: ReadonlySet<string>; done: Promise<void> }[] = [];
  return {
    async enter(ids) {
      const ended = Promise.withResolvers<void>();
      const lane = { ids: new Set(ids), done: ended.promise };
      const related = lanes.filter((other) => !lane.ids.isDisjointFrom(other.ids));
      lanes.push(lane);
      await Promise.all(related.map((other) => other.done));
      return {
        leave() {
          lanes.splice(lanes.indexOf(lane), 1);
          ended.resolve();
        },
      };
    },
  };
}
