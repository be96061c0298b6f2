import { type Actor, systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import type { Log } from '../../platform/log/log.ts';
import {
  claimDeliveries,
  type ClaimedDelivery,
  type DeliveryOutcome,
  type DueMessage,
  failInterruptedDeliveries,
  listDueMessages,
  postponeAll,
  recordDelivery,
  refreshDeliveryState,
  wakeWaitingDeliveries,
} from './delivery-store.ts';
import {
  getOutgoing,
  listFiles,
  listThreadIds,
  type OutgoingFacts,
  type OutgoingFile,
} from './outgoing-views.ts';

export interface Outgoing extends OutgoingFacts {
  account_id: string;
  /** Message-IDs before this one, oldest first. */
  thread: string[];
  files: OutgoingFile[];
}

export interface RecipientOutcome {
  recipient: string;
  accepted: boolean;
  permanent: boolean;
  words: string;
}

/** The outward half of a channel adapter: hands one message over to some recipients. */
export interface Transport {
  /** False while nothing at all could be sent: then nobody composes in vain. */
  canSend(): Promise<boolean>;
  /** Null: nothing to hand it to yet (no relay set); the message waits, visibly. */
  prepare(tx: Tx, outgoing: Outgoing): Promise<PreparedMessage | null>;
}

export interface PreparedMessage {
  send(recipients: readonly string[]): Promise<readonly RecipientOutcome[]>;
}

/** When a temporary failure is tried again; null: it is given up. */
export type DecideRetry = (firstTriedAt: Date, attempts: number, now: Date) => Date | null;

export interface DeliveryDeps {
  db: Database;
  transport: Transport;
  decideRetry: DecideRetry;
  clock: Clock;
  log: Log;
}

export interface DeliveryRunner {
  /** Looks for due messages now: after a reply was written. */
  wake(): void;
  /** Sends everything due; resolves when nothing due is left. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const POLL_MS = 1_000;
/** Messages sent at the same time; the relay’s connections are the bound behind it. */
const PARALLEL_MAX = 5;
const NO_RELAY_RETRY_MS = 5 * 60_000;
/** Shown on a message that waits because nothing can send it. */
export const NO_RELAY_WORDS = 'Waiting: no outgoing mail relay is set (SMTP_URL).';

/** Sends what is due, again and again, until stopped. */
export function startDelivery(deps: DeliveryDeps): DeliveryRunner {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;

  async function drainOnce(): Promise<void> {
    try {
      if (!(await deps.transport.canSend())) {
        await deps.db.withSystem((tx) => postponeAll(tx, NO_RELAY_WORDS, NO_RELAY_RETRY_MS));
        return;
      }
      do {
        again = false;
        const due = await deps.db.withSystem((tx) => listDueMessages(tx, PARALLEL_MAX));
        await Promise.all(due.map((message) => deliverGuarded(deps, message)));
        if (due.length === PARALLEL_MAX) again = true;
      } while (again && !stopped);
    } catch (error) {
      if (!stopped) deps.log.error({ err: error }, 'Sending failed; it is tried again.');
    }
  }

  function drain(): Promise<void> {
    again = true;
    running ??= drainOnce().finally(() => {
      running = null;
    });
    return running;
  }

  const started = prepareStart(deps).catch((error: unknown) => {
    deps.log.error({ err: error }, 'Interrupted deliveries could not be marked.');
  });
  const timer = setInterval(() => void started.then(drain), POLL_MS);
  timer.unref();
  return {
    wake: () => void started.then(drain),
    async drain() {
      await started;
      await drain();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function prepareStart(deps: DeliveryDeps): Promise<void> {
  const interrupted = await deps.db.withSystem(async (tx) => {
    await wakeWaitingDeliveries(tx, NO_RELAY_WORDS);
    return failInterruptedDeliveries(tx, false);
  });
  for (const message of interrupted) {
    await deps.db.withAccount(message.account_id, (tx) => tellOutcome(tx, message.message_id));
  }
}

async function deliverGuarded(deps: DeliveryDeps, due: DueMessage): Promise<void> {
  try {
    await deliverMessage(deps, due);
  } catch (error) {
    deps.log.error({ err: error, messageId: due.message_id }, 'A message could not be sent.');
    const words = 'Earshot could not compose this message; the log tells why.';
    await deps.db.withAccount(due.account_id, async (tx) => {
      for (const delivery of await claimDeliveries(tx, due.message_id)) {
        await recordDelivery(tx, delivery.id, failedOutcome(words));
      }
      await tellOutcome(tx, due.message_id);
    });
  }
}

function failedOutcome(words: string): DeliveryOutcome {
  return { state: 'failed', serverWords: words, nextAttemptAt: null };
}

/**
 * One attempt: compose, claim (commit), hand over, record (commit). A death between claim and
 * record leaves “sending”, which the next start turns into a visible failure instead of a second
 * answer.
 */
async function deliverMessage(deps: DeliveryDeps, due: DueMessage): Promise<void> {
  const { account_id: accountId, message_id: messageId } = due;
  const claimed = await deps.db.withAccount(accountId, async (tx) => {
    const outgoing = await loadOutgoing(tx, messageId);
    const prepared = await deps.transport.prepare(tx, outgoing);
    const deliveries = await claimDeliveries(tx, messageId);
    if (prepared) return { prepared, deliveries };
    for (const delivery of deliveries) {
      const nextAttemptAt = new Date(deps.clock.now().getTime() + NO_RELAY_RETRY_MS);
      await recordDelivery(tx, delivery.id, {
        state: 'waiting',
        serverWords: NO_RELAY_WORDS,
        nextAttemptAt,
      });
    }
    return null;
  });
  if (!claimed || claimed.deliveries.length === 0) return;
  const outcomes = await claimed.prepared.send(claimed.deliveries.map((one) => one.recipient));
  const byRecipient = new Map(outcomes.map((outcome) => [outcome.recipient, outcome]));
  await deps.db.withAccount(accountId, async (tx) => {
    for (const delivery of claimed.deliveries) {
      const outcome = decideOutcome(deps, delivery, byRecipient.get(delivery.recipient));
      await recordDelivery(tx, delivery.id, outcome);
    }
    await tellOutcome(tx, messageId);
  });
}

async function loadOutgoing(tx: Tx, messageId: string): Promise<Outgoing> {
  const facts = await getOutgoing(tx, messageId);
  return {
    ...facts,
    account_id: tx.accountId,
    thread: await listThreadIds(tx, messageId, facts.case_id),
    files: await listFiles(tx, messageId),
  };
}

function decideOutcome(
  deps: DeliveryDeps,
  delivery: ClaimedDelivery,
  outcome: RecipientOutcome | undefined,
): DeliveryOutcome {
  if (!outcome) return failedOutcome('The relay said nothing about this recipient.');
  if (outcome.accepted) {
    return { state: 'sent', serverWords: outcome.words, nextAttemptAt: null };
  }
  if (outcome.permanent) return failedOutcome(outcome.words);
  const next = deps.decideRetry(delivery.created_at, delivery.attempts, deps.clock.now());
  if (!next) return failedOutcome(`Given up after ${delivery.attempts} tries. ${outcome.words}`);
  return { state: 'deferred', serverWords: outcome.words, nextAttemptAt: next };
}

/** Refreshes the message’s state and tells it by an event. */
export async function tellOutcome(tx: Tx, messageId: string, by?: Actor): Promise<void> {
  const state = await refreshDeliveryState(tx, messageId);
  const message = await getOutgoing(tx, messageId);
  const name =
    state === 'sent'
      ? 'message.delivered'
      : state === 'bounced' || state === 'failed'
        ? 'delivery.bounced'
        : 'delivery.deferred';
  await emitEvent(tx, by ?? systemActor(tx.accountId, 'delivery'), {
    name,
    subjectId: message.case_id,
    facts: { message_id: messageId, state, author_member_id: message.author_member_id },
  });
}
