import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { DatabaseAway } from '../../platform/db/database-away.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import type { Log } from '../../platform/log/log.ts';
import {
  type AdapterRegistry,
  noteChannelError,
  type RecipientOutcome,
} from '../channels/kit/public.ts';
import {
  claimDeliveries,
  type ClaimedDelivery,
  type DeliveryOutcome,
  type DueMessage,
  failInterruptedDeliveries,
  listDueMessages,
  listInterruptedMessages,
  postponeAll,
  postponeChannel,
  recordDelivery,
  releaseClaim,
  repeatInterruptedDeliveries,
  wakeWaitingDeliveries,
} from './delivery-store.ts';
import { loadOutgoing } from './load-outgoing.ts';
import { openLanes } from './open-lanes.ts';
import { placeMessages } from './place-messages.ts';
import { tellOutcomes } from './tell-outcomes.ts';

/** When a temporary failure is tried again; null: it is given up. */
export type DecideRetry = (firstTriedAt: Date, attempts: number, now: Date) => Date | null;

export interface DeliveryDeps {
  db: Database;
  /** Who sends, by the kind of the channel by which a message leaves. */
  adapters: Pick<AdapterRegistry, 'get' | 'all'>;
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
/** Messages sent at the same time: one channel whose other side is slow holds up no other. */
const PARALLEL = { each: 5, all: 40 };
/** Messages put where their contacts read in one transaction. */
const PLACED_AT_ONCE = 100;
const NO_RELAY_RETRY_MS = 5 * 60_000;
/** The lease of an attempt is longer. */
const RECORD_WITHIN_MS = 10 * 60_000;
const RECORD_AGAIN_MS = 2_000;
const SWEEP_MS = 60_000;
/** A stop waits so long for a relay that does not answer; the next start shows what was cut off. */
const STOP_WITHIN_MS = 3_000;
/** Shown on a message that waits because nothing can send it. */
export const NO_RELAY_WORDS = 'Waiting: no outgoing mail relay is set (SMTP_URL).';

/** Sends what is due, again and again, until stopped. */
export function startDelivery(deps: DeliveryDeps): DeliveryRunner {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let called = Promise.withResolvers<void>();
  const pace = createPace();
  const lanes = openLanes(PARALLEL);

  function tellFailure(error: unknown): void {
    if (!stopped) deps.log.error({ err: error }, 'Sending failed; it is tried again.');
  }

  const isPlaced = (message: DueMessage) =>
    deps.adapters.get(message.channel_kind).outbound.inPlace !== undefined;

  /** Those that could not be put in their places with the others go one by one. */
  async function placeGuarded(due: readonly DueMessage[]): Promise<void> {
    const placed = await placeMessages(deps, due);
    for (const message of due) {
      if (!placed.has(message.message_id)) await deliverGuarded(deps, pace, message);
    }
  }

  /** Begins what is due and has room; whether more may be due than this look could show. */
  async function beginDue(): Promise<boolean> {
    const known = deps.adapters.all.map(({ kind }) => kind);
    // Those that began a moment ago may not be claimed yet, and are found once more.
    const most = lanes.room() + lanes.flying() + PLACED_AT_ONCE;
    const due = await deps.db.withSystem((tx) =>
      listDueMessages(tx, known, lanes.listFull(), most),
    );
    const kinds = await listSendingKinds(deps, due);
    for (const [channelId, some] of Map.groupBy(due.filter(isPlaced), (one) => one.channel_id)) {
      // Nobody is waited for: all that is due in one piece, and what comes meanwhile in the next.
      const place = () => placeGuarded(some.slice(0, PLACED_AT_ONCE)).catch(tellFailure);
      lanes.begin(channelId, channelId, place, PARALLEL.each);
    }
    for (const message of due) {
      if (!kinds.has(message.channel_kind) || isPlaced(message)) continue;
      const piece = `${message.message_id} ${message.channel_id}`;
      lanes.begin(message.channel_id, piece, () =>
        deliverGuarded(deps, pace, message).catch(tellFailure),
      );
    }
    return due.length === most && lanes.room() > 0;
  }

  async function drainOnce(): Promise<void> {
    try {
      do {
        again = false;
        called = Promise.withResolvers<void>();
        while (lanes.room() > 0 && (await beginDue()));
        // Whatever lands makes room, and what it held up may have become due.
        if (lanes.flying() > 0) await Promise.race([lanes.landing(), called.promise]);
      } while (!stopped && (again || lanes.flying() > 0));
      while (lanes.flying() > 0) await lanes.landing();
    } catch (error) {
      tellFailure(error);
    }
  }

  function drainOn(): Promise<void> {
    again = true;
    called.resolve();
    running ??= drainOnce().finally(() => {
      running = null;
    });
    return running;
  }

  async function begin(): Promise<void> {
    await deps.db.withSystem((tx) => wakeWaitingDeliveries(tx, NO_RELAY_WORDS));
    await showInterrupted(deps, false);
  }

  /**
   * Until it succeeded once: what an earlier process left must be shown before anything is sent.
   */
  let begun: Promise<boolean> | null = null;
  function beginOnce(): Promise<boolean> {
    begun ??= begin().then(
      () => true,
      (error: unknown) => {
        deps.log.error({ err: error }, 'Interrupted deliveries could not be marked; trying again.');
        begun = null;
        return false;
      },
    );
    return begun;
  }

  async function drain(): Promise<void> {
    if (await beginOnce()) await drainOn();
  }

  const timer = setInterval(() => void drain(), POLL_MS);
  timer.unref();
  // Attempts whose record was lost although this process lives on, such as by a lost commit.
  const sweep = setInterval(() => {
    showInterrupted(deps, true).catch((error: unknown) => {
      if (!stopped) deps.log.warn({ err: error }, 'Lost deliveries could not be looked for.');
    });
  }, SWEEP_MS);
  sweep.unref();
  return {
    wake: () => void drain(),
    drain,
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearInterval(sweep);
      await Promise.race([running, pause(STOP_WITHIN_MS, null, { ref: false })]);
    },
  };
}

/** The kinds of channel by which these can leave now; what cannot waits, and says so. */
async function listSendingKinds(
  deps: DeliveryDeps,
  due: readonly DueMessage[],
): Promise<Set<ChannelKind>> {
  const kinds = new Set<ChannelKind>();
  for (const kind of new Set(due.map((message) => message.channel_kind))) {
    if (await deps.adapters.get(kind).outbound.canSend()) kinds.add(kind);
    else {
      await deps.db.withSystem((tx) => postponeAll(tx, kind, NO_RELAY_WORDS, NO_RELAY_RETRY_MS));
    }
  }
  return kinds;
}

/**
 * Attempts of which nobody will tell the outcome are shown as such. They are repeated only where
 * the other side recognises a repetition.
 */
async function showInterrupted(deps: DeliveryDeps, onlyExpired: boolean): Promise<void> {
  const interrupted = await deps.db.withSystem((tx) => listInterruptedMessages(tx, onlyExpired));
  for (const due of interrupted) {
    const { capabilities } = deps.adapters.get(due.channel_kind);
    await deps.db.withAccount(due.account_id, async (tx) => {
      if (capabilities.recognises_repeats) return repeatInterruptedDeliveries(tx, due);
      await failInterruptedDeliveries(tx, due);
      await tellOutcomes(tx, [due.message_id]);
    });
  }
}

async function deliverGuarded(deps: DeliveryDeps, pace: Pace, due: DueMessage): Promise<void> {
  try {
    await deliverMessage(deps, pace, due);
  } catch (error) {
    // Nothing is wrong with the message then: it stays due, or the sweep finds it.
    if (error instanceof DatabaseAway) throw error;
    deps.log.error({ err: error, messageId: due.message_id }, 'A message could not be sent.');
    const words = 'Earshot could not compose this message; the log tells why.';
    await deps.db.withAccount(due.account_id, async (tx) => {
      for (const delivery of await claimDeliveries(tx, due, newId())) {
        await recordDelivery(tx, delivery.id, failedOutcome(words));
      }
      await tellOutcomes(tx, [due.message_id]);
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
async function deliverMessage(deps: DeliveryDeps, pace: Pace, due: DueMessage): Promise<void> {
  const { account_id: accountId } = due;
  const { outbound, capabilities } = deps.adapters.get(due.channel_kind);
  const claimId = newId();
  const claim = async (tx: Tx) => {
    const deliveries = await claimDeliveries(tx, due, claimId);
    // Sent meanwhile, or taken back: then nobody may see it.
    if (deliveries.length === 0) return null;
    const outgoing = await loadOutgoing(tx, due.message_id, due.channel_id);
    const prepared = await outbound.prepare(tx, outgoing);
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
  };
  const claimed = await deps.db.withAccount(accountId, claim).catch(async (error: unknown) => {
    const release = (tx: Tx) => releaseClaim(tx, claimId, due.message_id);
    if (error instanceof DatabaseAway) await recordPatiently(deps, accountId, release);
    throw error;
  });
  if (!claimed) return;
  await pace.wait(due.channel_id, capabilities.sends_per_second);
  const outcomes = await claimed.prepared.send(claimed.deliveries.map((one) => one.recipient));
  await recordPatiently(deps, accountId, (tx) =>
    recordOutcomes(tx, deps, due, claimed.deliveries, outcomes),
  );
}

async function recordOutcomes(
  tx: Tx,
  deps: DeliveryDeps,
  due: DueMessage,
  deliveries: readonly ClaimedDelivery[],
  outcomes: readonly RecipientOutcome[],
): Promise<void> {
  const byRecipient = new Map(outcomes.map((outcome) => [outcome.recipient, outcome]));
  for (const delivery of deliveries) {
    const outcome = decideOutcome(deps, delivery, byRecipient.get(delivery.recipient));
    await recordDelivery(tx, delivery.id, outcome);
  }
  const refused = outcomes.find((outcome) => !outcome.accepted);
  if (refused) {
    const code = refused.permanent ? 'refused' : 'not_sent_yet';
    await noteChannelError(tx, due.channel_id, {
      at: deps.clock.now(),
      code,
      words: refused.words,
    });
  }
  const retryAt = outcomes.find((outcome) => outcome.retryAt)?.retryAt;
  if (retryAt) await postponeChannel(tx, due.channel_id, retryAt);
  await tellOutcomes(tx, [due.message_id]);
}

interface Pace {
  /** Resolves when the channel may send once more. */
  wait(channelId: string, perSecond: number | null): Promise<void>;
}

/** Spaces what leaves by a channel whose other side counts; for each channel by itself. */
function createPace(): Pace {
  const freeAt = new Map<string, number>();
  return {
    async wait(channelId, perSecond) {
      if (perSecond === null) return;
      const now = performance.now();
      const at = Math.max(now, freeAt.get(channelId) ?? 0);
      freeAt.set(channelId, at + 1_000 / perSecond);
      if (at > now) await pause(at - now);
    },
  };
}

/** What a server answered cannot be asked again, so its record waits for the database. */
async function recordPatiently(
  deps: DeliveryDeps,
  accountId: string,
  record: (tx: Tx) => Promise<void>,
): Promise<void> {
  const until = Date.now() + RECORD_WITHIN_MS;
  for (;;) {
    try {
      return await deps.db.withAccount(accountId, record);
    } catch (error) {
      if (!(error instanceof DatabaseAway) || Date.now() > until) throw error;
      deps.log.warn({ err: error }, 'What became of a message could not be recorded yet.');
    }
    await pause(RECORD_AGAIN_MS);
  }
}

function decideOutcome(
  deps: DeliveryDeps,
  delivery: ClaimedDelivery,
  outcome: RecipientOutcome | undefined,
): DeliveryOutcome {
  if (!outcome) return failedOutcome('The relay said nothing about this recipient.');
  if (outcome.accepted) {
    const { words, providerId = null } = outcome;
    return { state: 'sent', serverWords: words, nextAttemptAt: null, providerId };
  }
  if (outcome.permanent) return failedOutcome(outcome.words);
  const { retryAt } = outcome;
  const next =
    retryAt ?? deps.decideRetry(delivery.created_at, delivery.attempts, deps.clock.now());
  if (!next) return failedOutcome(`Given up after ${delivery.attempts} tries. ${outcome.words}`);
  return { state: 'deferred', serverWords: outcome.words, nextAttemptAt: next };
}
