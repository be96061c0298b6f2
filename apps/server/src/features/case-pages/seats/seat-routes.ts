import * as contract from '@earshot/contract/seat-contract.ts';
import type { Seat } from '@earshot/contract/seat-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { canReadCases, getCase } from '../../cases/public.ts';
import { listCaseLinks } from '../../links/public.ts';
import { extendSeat, revokeSeat } from './revoke-seat.ts';
import { inviteSeat, type SeatDeps } from './invite-seat.ts';
import { type FindAnswered, getContactLink, revokePageLink } from './page-link-changes.ts';
import { presentSeats } from './present-seat.ts';
import { findSeat, listSeatRows } from './seat-store.ts';

export interface SeatRoutesDeps extends SeatDeps {
  clock: Clock;
  findAnswered: FindAnswered;
  wakeDelivery: () => void;
}

/** Colleagues who were drawn in themselves draw in nobody. */
function mayDrawIn(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Seats of a case, and the links of its contacts. */
export function seatRoutes(deps: SeatRoutesDeps): Route[] {
  const { clock } = deps;

  async function answerSeat(
    db: Database,
    actor: Actor,
    caseId: string,
    act: (tx: Tx) => Promise<string>,
  ): Promise<Seat> {
    return db.withAccount(actor.accountId, async (tx) => {
      const row = await findSeat(tx, caseId, await act(tx));
      if (!row) throw notFound('seat');
      const [seat] = await presentSeats(tx, [row], clock.now());
      return seat!;
    });
  }

  return [
    route(contract.listCaseSeats, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        return { items: await presentSeats(tx, await listSeatRows(tx, id), clock.now()) };
      }),
    ),
    route(contract.createCaseSeat, mayDrawIn, async ({ actor, db, params, body }) => {
      const made = await answerSeat(db, actor, params.caseId, (tx) =>
        inviteSeat(tx, deps, actor, params.caseId, body, clock.now()),
      );
      deps.wakeDelivery();
      return made;
    }),
    route(contract.createSeatExtension, mayDrawIn, ({ actor, db, params, body }) =>
      answerSeat(db, actor, params.caseId, async (tx) => {
        await extendSeat(tx, actor, params, body, clock.now());
        return params.seatId;
      }),
    ),
    route(contract.deleteCaseSeat, mayDrawIn, ({ actor, db, params }) =>
      answerSeat(db, actor, params.caseId, async (tx) => {
        await revokeSeat(tx, actor, params, clock.now());
        return params.seatId;
      }),
    ),
    route(contract.listCasePageLinks, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        const links = await listCaseLinks(tx, id, 'contact');
        return {
          items: links.map((link) => ({
            id: link.id,
            address: link.address,
            made_at: link.made_at.toISOString(),
            last_opened_at: link.opened_at?.toISOString() ?? null,
            openings: link.openings,
          })),
        };
      }),
    ),
    route(contract.createCasePageLink, mayDrawIn, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        getContactLink(tx, deps, actor, params.caseId, body.address, clock.now()),
      ),
    ),
    route(contract.deleteCasePageLink, mayDrawIn, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => revokePageLink(tx, actor, params, clock.now())),
    ),
  ];
}
