import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import * as contract from '@earshot/contract/trail-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findLastPosition } from '../../platform/events/event-relay.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canReadCases, getCase } from '../cases/public.ts';
import { decideJoinProposal, type MergeCases, reopenProposal } from './decide-join.ts';
import { dismissEscalation, takeDismissalBack } from './dismiss-escalation.ts';
import { presentCalibration, presentEscalated } from './present-escalations.ts';
import { presentTrail } from './present-trail.ts';
import { canDecideJoins, canSuperviseMatters } from './trail-policy.ts';

export interface TrailRouteDeps {
  clock: Clock;
  mergeCases: MergeCases;
  presentCase: (tx: Tx, actor: Actor, caseId: string, position: number) => Promise<CaseDetail>;
}

/** Trails, escalations and proposals to join. */
export function trailRoutes({ clock, mergeCases, presentCase }: TrailRouteDeps): Route[] {
  const answerCase = async (tx: Tx, actor: Actor, act: () => Promise<string>) => {
    const position = await findLastPosition(tx);
    return presentCase(tx, actor, await act(), position);
  };
  return [
    route(contract.getCaseTrail, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await getCase(tx, actor, params.caseId);
        return presentTrail(tx, actor, params.caseId, clock.now());
      }),
    ),
    route(contract.createEscalationDismissal, canSuperviseMatters, (call) =>
      call.db.withAccount(call.actor.accountId, async (tx) => {
        const { actor, params, body } = call;
        await dismissEscalation(tx, actor, params.caseId, body.reason, clock.now());
        return presentTrail(tx, actor, params.caseId, clock.now());
      }),
    ),
    route(contract.deleteEscalationDismissal, canSuperviseMatters, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await takeDismissalBack(tx, actor, params.caseId, clock.now());
        return presentTrail(tx, actor, params.caseId, clock.now());
      }),
    ),
    route(contract.listEscalations, canSuperviseMatters, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) =>
        presentEscalated(tx, actor, query.score_min, clock.now()),
      ),
    ),
    route(contract.getEscalationCalibration, canSuperviseMatters, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => presentCalibration(tx, clock.now())),
    ),
    route(contract.createJoinDecision, canDecideJoins, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        answerCase(tx, actor, () =>
          decideJoinProposal(tx, actor, params.proposalId, body, clock.now(), mergeCases),
        ),
      ),
    ),
    route(contract.deleteJoinDecision, canDecideJoins, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        answerCase(tx, actor, () => reopenProposal(tx, actor, params.proposalId, clock.now())),
      ),
    ),
  ];
}
