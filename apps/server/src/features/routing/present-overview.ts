import type { getLiveOverview } from '@earshot/contract/routing-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { canSeeCase, isUnread, loadCaseRows, presentCaseRow } from '../cases/public.ts';
import { listMemberRefs } from '../members/public.ts';
import { listEarlierOffers, listRinging, listWaits } from './offer-store.ts';
import { presentAvailabilities } from './present-live-desk.ts';
import { waitsShownMax } from './routing-limits.ts';
import { countWaits } from './routing-views.ts';

type Overview = ResponseOf<typeof getLiveOverview>;

/** Who takes live conversations now, and what waits, longest first. */
export async function presentOverview(tx: Tx, actor: Actor, now: Date): Promise<Overview> {
  const counts = await countWaits(tx);
  return {
    members: await presentAvailabilities(tx, now),
    waiting: await presentWaiting(tx, actor),
    waiting_count: counts.people,
    waiting_for_bot: counts.bot,
    longest_since: counts.longest_since?.toISOString() ?? null,
  };
}

async function presentWaiting(tx: Tx, actor: Actor): Promise<Overview['waiting']> {
  const all = await listWaits(tx, waitsShownMax);
  const waits = all.filter((wait) => wait.waits_for === 'people');
  const ids = waits.map((wait) => wait.conversation_id);
  const rows = await loadCaseRows(
    tx,
    waits.map((wait) => wait.case_id),
    actor.kind === 'member' ? actor.id : null,
  );
  const cases = new Map(rows.map((row) => [row.id, row]));
  const ringing = new Map((await listRinging(tx)).map((one) => [one.conversation_id, one]));
  const names = await listMemberRefs(
    tx,
    [...ringing.values()].map((offer) => offer.member_id),
  );
  const earlier = Map.groupBy(await listEarlierOffers(tx, ids), (offer) => offer.conversation_id);
  return waits.flatMap((wait) => {
    const row = cases.get(wait.case_id);
    if (!row || !canSeeCase(actor, sightOf(row, actor))) return [];
    const offer = ringing.get(wait.conversation_id);
    const shown = presentCaseRow(row, actor.kind === 'member' && isUnread(row));
    const before = earlier.get(wait.conversation_id) ?? [];
    const missed = before.filter(
      ({ state, offered_at: at }) => state !== 'withdrawn' && at >= wait.since,
    );
    return [
      {
        conversation_id: wait.conversation_id,
        case: shown,
        team: shown.team,
        since: wait.since.toISOString(),
        rings_at: (offer && names.get(offer.member_id)) ?? null,
        asked: missed.length,
      },
    ];
  });
}

function sightOf(
  row: Awaited<ReturnType<typeof loadCaseRows>>[number],
  actor: Actor,
): Parameters<typeof canSeeCase>[1] {
  return {
    teamId: row.team_id,
    teamRestricted: row.team_restricted,
    assigneeId: row.assignee_id,
    participates: row.participant_ids.includes(actor.id),
  };
}
