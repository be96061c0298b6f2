import type { Clock } from '../../../platform/clock.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { FileStorage } from '../../../platform/storage/file-storage.ts';
import {
  authenticateMail,
  listMailIds,
  type MailVerdicts,
  type UnderstoodMail,
} from '../../channels/email/public.ts';
import {
  type ClaimedReceipt,
  claimReceipts,
  finishReceipt,
  postponeReceipt,
  releaseReceiptLeases,
} from '../../channels/receipt-store.ts';
import { takeUpReceipt } from './take-up-receipt.ts';

/** Understands raw mail away from the event loop, with limits. */
export interface Understander {
  understand(raw: Uint8Array): Promise<UnderstoodMail | { failed: string }>;
}

export interface IntakeDeps {
  db: Database;
  storage: FileStorage;
  secretBox: SecretBox;
  understander: Understander;
  clock: Clock;
  log: Log;
  /** SPF, DKIM, DMARC; injected so that tests need no DNS. */
  authenticate?: typeof authenticateMail;
  /** Told of each receipt that ended, for imports that count. */
  onTakenUp?: (result: IntakeResult) => void;
}

export interface IntakeResult {
  receiptId: string;
  state: 'understood' | 'held' | 'failed';
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

/** Receipts worked on at once: enough to keep parser, disk and database busy on a small machine. */
const PARALLEL_MAX = 16;
const POLL_MS = 1_000;
/** After these failures a receipt is taken up as “not understood”, with the raw mail attached. */
const UNDERSTANDING_FAILURES = 3;
/** After these it stays visibly failed until somebody retries it. */
const FAILURES_MAX = 5;
/**
 * Whoever was in work so often when the process died may be what killed it. High, because a restart
 * cuts off up to 16 innocent ones each time.
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
  const lanes = createLanes();

  async function drainOnce(): Promise<void> {
    const active = new Set<Promise<void>>();
    try {
      for (;;) {
        again = false;
        const room = PARALLEL_MAX - active.size;
        const claimed =
          stopped || room <= 0 ? [] : await deps.db.withSystem((tx) => claimReceipts(tx, room));
        for (const receipt of claimed) {
          const work: Promise<void> = workOn(deps, lanes, receipt).finally(() =>
            active.delete(work),
          );
          active.add(work);
        }
        if (active.size > 0) await Promise.race(active);
        else if (claimed.length === 0 && !again) return;
      }
    } catch (error) {
      if (!stopped) deps.log.error({ err: error }, 'The intake failed; it tries again.');
      await Promise.allSettled(active);
    }
  }

  function drain(): Promise<void> {
    again = true;
    running ??= drainOnce().finally(() => {
      running = null;
      if (again && !stopped) void drain();
    });
    return running;
  }

  const released = deps.db
    .withSystem(releaseReceiptLeases)
    .catch((error: unknown) => deps.log.error({ err: error }, 'Old leases could not be released.'));
  const timer = setInterval(() => void released.then(drain), POLL_MS);
  timer.unref();
  return {
    wake: () => void released.then(drain),
    async drain() {
      await released;
      await drain();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function workOn(deps: IntakeDeps, lanes: Lanes, receipt: ClaimedReceipt): Promise<void> {
  let turn: Turn | null = null;
  try {
    const raw = await deps.storage.read(receipt.sha256);
    turn = await lanes.enter(listMailIds(raw));
    const reading = isSuspicious(receipt)
      ? { failed: 'Understanding this mail failed again and again.' }
      : await deps.understander.understand(raw);
    const verdicts = 'failed' in reading ? null : await judge(deps, receipt, raw);
    const result = await takeUpReceipt(deps, receipt, reading, verdicts);
    deps.onTakenUp?.(result);
  } catch (error) {
    deps.log.warn(
      { err: error, receiptId: receipt.id, tries: receipt.attempts },
      'A receipt failed.',
    );
    await postpone(deps, receipt, error);
  } finally {
    turn?.leave();
  }
}

function isSuspicious(receipt: ClaimedReceipt): boolean {
  return receipt.failures >= UNDERSTANDING_FAILURES || receipt.attempts > ATTEMPTS_SUSPICIOUS;
}

async function judge(
  deps: IntakeDeps,
  receipt: ClaimedReceipt,
  raw: Buffer,
): Promise<MailVerdicts | null> {
  if (receipt.source === 'import') return null;
  const { envelope } = receipt;
  return (deps.authenticate ?? authenticateMail)(raw, {
    ...(envelope?.ip ? { ip: envelope.ip } : {}),
    ...(envelope?.helo ? { helo: envelope.helo } : {}),
    ...(envelope?.from ? { mailFrom: envelope.from } : {}),
  });
}

async function postpone(deps: IntakeDeps, receipt: ClaimedReceipt, error: unknown): Promise<void> {
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
      deps.onTakenUp?.({
        receiptId: receipt.id,
        state: 'failed',
        openedCase: false,
        openedConversation: false,
      });
    })
    // The database is away: the lease runs out and the receipt is worked on again.
    .catch((failure: unknown) =>
      deps.log.error({ err: failure }, 'A receipt waits for its lease.'),
    );
}

interface Turn {
  leave(): void;
}

interface Lanes {
  /** Resolves when no earlier mail in work shares one of these ids. */
  enter(ids: readonly string[]): Promise<Turn>;
}

/** Keeps mails that name each other in order; a slow or poisonous mail holds up only its relatives. */
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
