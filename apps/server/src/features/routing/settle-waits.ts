import { MINUTE_MS } from '@earshot/contract/durations.ts';
import type { Tx } from '../../platform/db/database.ts';
import { endRinging } from './make-offers.ts';
import { listRinging, removeWait, saveWait } from './offer-store.ts';
import { scheduleRelease } from './availability-store.ts';
import { decideRelease, decideWait } from './routing-rules.ts';
import type { RoutingSettings } from './routing-settings-store.ts';
import { listLiveStandings, type StandingRow } from './routing-views.ts';

/**
 * Makes the rows say what is so: which live conversations of these cases wait, and for whom. What
 * rings and has been taken, or went to another team, is withdrawn. Answers the members whose
 * conversations are over. The caller holds `lockRouting`.
 */
export async function settleWaits(
  tx: Tx,
  caseIds: readonly string[],
  settings: RoutingSettings,
  now: Date,
): Promise<string[]> {
  const standings = await listLiveStandings(tx, { caseIds });
  for (const standing of standings) await settleOne(tx, standing, settings, now);
  const over = standings.filter(({ status }) => status === 'resolved' || status === 'closed');
  return over.flatMap(({ assigneeId }) => assigneeId ?? []);
}

async function settleOne(
  tx: Tx,
  standing: StandingRow,
  settings: RoutingSettings,
  now: Date,
): Promise<void> {
  const { conversationId, caseId, teamId, waitsFor, waitTeamId, assigneeId } = standing;
  const release_ms = settings.release_minutes * MINUTE_MS;
  const wanted = decideWait(standing, { now, release_ms });
  const releaseAt = standing.status === 'open' ? decideRelease(standing, release_ms) : null;
  if (assigneeId !== null && releaseAt !== null && releaseAt > now) {
    await scheduleRelease(tx, assigneeId, releaseAt, now);
  }
  const isSame = teamId === waitTeamId && assigneeId === standing.waitHolderId;
  if (wanted === waitsFor && (wanted === null || isSame)) return;
  const [ringing] = await listRinging(tx, { conversationId });
  if (ringing) await endRinging(tx, ringing, 'withdrawn', now);
  if (wanted === null) return removeWait(tx, conversationId);
  const since = standing.lastDirection === 'in' ? standing.lastAt : now;
  await saveWait(tx, {
    conversation_id: conversationId,
    case_id: caseId,
    team_id: teamId,
    waits_for: wanted,
    holder_id: assigneeId,
    since,
    look_at: wanted === 'bot' ? new Date(now.getTime() + settings.bot_seconds * 1_000) : now,
  });
}
