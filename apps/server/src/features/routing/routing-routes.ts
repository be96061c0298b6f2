import * as contract from '@earshot/contract/routing-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canReadCases, getCase, isUnread, loadCaseRows, presentCaseRow } from '../cases/public.ts';
import { recordAudit } from '../keys/public.ts';
import { acceptOffer, declineOffer } from './answer-offer.ts';
import { listBotHandOvers } from './hand-over-store.ts';
import { handOverConversation, type RoutingHands } from './hand-over-conversation.ts';
import {
  presentAvailabilities,
  presentAvailability,
  presentLiveDesk,
} from './present-live-desk.ts';
import { presentOverview } from './present-overview.ts';
import { waitsShownMax } from './routing-limits.ts';
import { canHandOver, canLeadRouting, canTakeLive, canWatchRouting } from './routing-policy.ts';
import { findLiveStanding, listBotWaits, listLiveStandings } from './routing-views.ts';
import { setAvailability } from './set-availability.ts';
import type { FindVisitor } from './visitors/tell-visitors.ts';
import { presentRoutingSettings, updateRoutingSettings } from './update-routing-settings.ts';

export interface RoutingRouteDeps {
  clock: Clock;
  hands: RoutingHands;
  findVisitor: FindVisitor;
}

/** Who takes live conversations, what rings, and what goes between bot and people. */
export function routingRoutes(deps: RoutingRouteDeps): Route[] {
  return [...availabilityRoutes(deps), ...offerRoutes(deps), ...botRoutes(deps)];
}

function availabilityRoutes({ clock }: RoutingRouteDeps): Route[] {
  return [
    route(contract.listAvailabilities, canWatchRouting, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentAvailabilities(tx, clock.now()),
      })),
    ),
    route(contract.updateOwnAvailability, canTakeLive, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await setAvailability(tx, actor, actor.id, body, clock.now());
        return presentAvailability(tx, actor.id, clock.now());
      }),
    ),
    route(contract.updateMemberAvailability, canLeadRouting, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { memberId } = params;
        const before = await presentAvailability(tx, memberId, clock.now());
        await setAvailability(tx, actor, memberId, body, clock.now());
        const { state, own_capacity: capacity } = before;
        await recordAudit(tx, actor, {
          action: 'availability.changed',
          subjectKind: 'member',
          subjectId: memberId,
          detail: { from: { state, capacity }, to: body },
        });
        return presentAvailability(tx, memberId, clock.now());
      }),
    ),
    route(contract.getRoutingSettings, canWatchRouting, ({ actor, db }) =>
      db.withAccount(actor.accountId, presentRoutingSettings),
    ),
    route(contract.updateRoutingSettings, canLeadRouting, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => updateRoutingSettings(tx, actor, body, clock.now())),
    ),
  ];
}

function offerRoutes({ clock, hands }: RoutingRouteDeps): Route[] {
  return [
    route(contract.getLiveDesk, canTakeLive, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => presentLiveDesk(tx, actor, clock.now())),
    ),
    route(contract.getLiveOverview, canWatchRouting, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => presentOverview(tx, actor, clock.now())),
    ),
    route(contract.createOfferAcceptance, canTakeLive, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const caseId = await acceptOffer(tx, actor, params.offerId, hands, clock.now());
        const [row] = await loadCaseRows(tx, [caseId], actor.id);
        return { case: presentCaseRow(row!, isUnread(row!)) };
      }),
    ),
    route(contract.createOfferRefusal, canTakeLive, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => declineOffer(tx, actor, params.offerId, clock.now())),
    ),
  ];
}

function botRoutes({ clock, hands, findVisitor }: RoutingRouteDeps): Route[] {
  return [
    route(contract.listCaseVisitors, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        const state = await findVisitor(tx, id);
        return { items: state ? [state] : [] };
      }),
    ),
    route(contract.createBotHandOver, canHandOver, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { conversationId } = params;
        const because = actor.kind === 'key' ? 'bot' : 'member';
        const wish = { ...body, because } as const;
        await handOverConversation(tx, actor, conversationId, wish, hands, clock.now());
        const standing = await findLiveStanding(tx, conversationId);
        return presentHandOvers(tx, standing!.caseId);
      }),
    ),
    route(contract.listBotHandOvers, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        return presentHandOvers(tx, id);
      }),
    ),
    route(contract.listBotTurns, canHandOver, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: (await listBotWaits(tx, waitsShownMax)).map((row) => ({
          ...row,
          since: row.since.toISOString(),
        })),
      })),
    ),
  ];
}

async function presentHandOvers(tx: Tx, caseId: string) {
  const rows = await listBotHandOvers(tx, caseId);
  const standings = await listLiveStandings(tx, { caseIds: [caseId] });
  return {
    conversations: standings
      .filter(({ reachable }) => reachable)
      .map((one) => ({ conversation_id: one.conversationId, served_by: one.servedBy })),
    items: rows.map((row) => ({
      ...row,
      made_by: { kind: row.made_by.kind, name: row.made_by.name },
      made_at: row.made_at.toISOString(),
    })),
  };
}
