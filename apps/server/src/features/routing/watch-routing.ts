import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log/log.ts';
import { startWatch, waitUntil, type Watch } from '../../platform/start-watch.ts';
import {
  dropDeadConnections,
  listConnectedIds,
  listLeaving,
  setLeaveAt,
  takeReleasing,
} from './availability-store.ts';
import { handOverConversation, type RoutingHands } from './hand-over-conversation.ts';
import { endRungOut, makeOffers } from './make-offers.ts';
import { findNextDue, listDueAccounts, listWaits } from './offer-store.ts';
import { gone_ms, look_ms, lookLatest_ms, offersAtOnceMax } from './routing-limits.ts';
import { findRoutingSettings, lockRouting } from './routing-settings-store.ts';
import { sendAway, settleHeld } from './set-availability.ts';

export interface RoutingWatchDeps {
  db: Database;
  clock: Clock;
  log: Log;
  hands: RoutingHands;
}

/**
 * Looks at what is due in any account: rings that are over, conversations that nobody could take,
 * bots that do not answer, members whose last desk closed, contacts of those who went away. The
 * rows say when; whichever process looks first does it, and after a death the next one does.
 */
export function startRoutingWatch(deps: RoutingWatchDeps): Watch {
  return startWatch({
    every_ms: look_ms,
    async look() {
      const next = await deps.db.withSystem(findNextDue);
      const now = deps.clock.now();
      if (next === null || next > now) return waitUntil(next, now, lookLatest_ms);
      await lookAtRouting(deps);
      return 0;
    },
    onError: (error) =>
      deps.log.error({ err: error }, 'The watch over rings failed; it tries again.'),
  });
}

/** Everything that is due by now, once. */
export async function lookAtRouting(deps: Omit<RoutingWatchDeps, 'log'>): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  const gone = await db.withSystem((tx) =>
    dropDeadConnections(tx, new Date(now.getTime() - gone_ms)),
  );
  for (const [accountId, rows] of Map.groupBy(gone, (row) => row.account_id)) {
    const memberIds = new Set(rows.map((row) => row.member_id));
    await db.withAccount(accountId, (tx) => noteGone(tx, [...memberIds], now));
  }
  for (const accountId of await db.withSystem((tx) => listDueAccounts(tx, now))) {
    await db.withAccount(accountId, (tx) => lookAtAccount(tx, deps.hands, now));
  }
}

async function lookAtAccount(tx: Tx, hands: RoutingHands, now: Date): Promise<void> {
  const settings = await lockRouting(tx);
  await endRungOut(tx, now);
  await sendAway(tx, await listLeaving(tx, now), settings, now);
  for (const memberId of await takeReleasing(tx, now)) {
    await settleHeld(tx, memberId, settings, now);
  }
  const due = await listWaits(tx, offersAtOnceMax, now);
  for (const wait of due.filter((one) => one.waits_for === 'bot')) {
    await endSilence(tx, wait.conversation_id, hands, now);
  }
  await makeOffers(tx, settings, now);
}

/** A bot that does not answer keeps nobody from a person. */
async function endSilence(
  tx: Tx,
  conversationId: string,
  hands: RoutingHands,
  now: Date,
): Promise<void> {
  const wish = { to: 'people', because: 'silent', reason: '', learnt: [] } as const;
  const clock = systemActor(tx.accountId, 'routing');
  await handOverConversation(tx, clock, conversationId, wish, hands, now);
}

/** The last desks of these members closed, here or with the process they were open at. */
export async function noteGone(tx: Tx, memberIds: readonly string[], now: Date): Promise<void> {
  const here = await listConnectedIds(tx);
  const { leave_seconds: leaveSeconds } = await findRoutingSettings(tx);
  const leaveAt = new Date(now.getTime() + leaveSeconds * 1_000);
  for (const memberId of memberIds.toSorted()) {
    if (!here.has(memberId)) await setLeaveAt(tx, memberId, leaveAt);
  }
}
