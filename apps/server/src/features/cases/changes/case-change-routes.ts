import * as contract from '@earshot/contract/case-change-contract.ts';
import type { Clock } from '../../../platform/clock.ts';
import { findLastPosition } from '../../../platform/events/event-relay.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { takeCaseNumber } from '../case-number-store.ts';
import { canDeleteCases, canReadCases } from '../case-policy.ts';
import type { AnswerCase } from '../case-routes.ts';
import { presentCase } from '../case-views.ts';
import { assignCase } from './assign-case.ts';
import { changeCaseStatus } from './change-case-status.ts';
import { decideHold, takeHoldDecisionBack } from './decide-hold.ts';
import { deleteCase, restoreCase } from './delete-case.ts';
import { drawInMember, letMemberGo } from './draw-in-member.ts';
import { linkCases, removeCaseLink } from './link-cases.ts';
import { mergeCases } from './merge-cases.ts';
import { moveMessage, takeMoveBack } from './move-message.ts';

interface Deps {
  clock: Clock;
  answerCase: AnswerCase;
}

/** State changes of cases. Who may see and change which case is decided by the getters. */
export function caseChangeRoutes(deps: Deps): Route[] {
  return [...turnRoutes(deps), ...linkRoutes(deps), ...placeRoutes(deps), ...presenceRoutes(deps)];
}

function turnRoutes({ clock, answerCase }: Deps): Route[] {
  return [
    route(contract.createCaseAssignment, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await assignCase(tx, actor, params.caseId, body);
        return params.caseId;
      }),
    ),
    route(contract.createCaseStatusChange, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await changeCaseStatus(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
  ];
}

function linkRoutes({ clock, answerCase }: Deps): Route[] {
  return [
    route(contract.createCaseMerge, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, (tx) => mergeCases(tx, actor, params.caseId, body, clock.now())),
    ),
    route(contract.createCaseLink, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await linkCases(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.deleteCaseLink, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await removeCaseLink(tx, actor, params.caseId, params.linkId, clock.now());
        return params.caseId;
      }),
    ),
  ];
}

function placeRoutes({ clock, answerCase }: Deps): Route[] {
  return [
    route(contract.createMessageMove, canReadCases, async ({ actor, db, params, body }) => {
      const number = body.to_case_id === null ? await takeCaseNumber(db, actor.accountId) : 0;
      return db.withAccount(actor.accountId, async (tx) => {
        const position = await findLastPosition(tx);
        const done = await moveMessage(tx, actor, params.messageId, body, number, clock.now());
        return {
          move_id: done.moveId,
          case: await presentCase(tx, actor, done.caseId, position),
        };
      });
    }),
    route(contract.deleteMessageMove, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, (tx) =>
        takeMoveBack(tx, actor, params.messageId, params.moveId, clock.now()),
      ),
    ),
    route(contract.createHoldDecision, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, (tx) =>
        decideHold(tx, actor, params.holdId, body.decision, clock.now()),
      ),
    ),
    route(contract.deleteHoldDecision, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, (tx) => takeHoldDecisionBack(tx, actor, params.holdId, clock.now())),
    ),
  ];
}

function presenceRoutes({ clock, answerCase }: Deps): Route[] {
  return [
    route(contract.createCaseParticipant, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await drawInMember(tx, actor, params.caseId, body);
        return params.caseId;
      }),
    ),
    route(contract.deleteCaseParticipant, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await letMemberGo(tx, actor, params.caseId, params.memberId);
        return params.caseId;
      }),
    ),
    route(contract.createCaseDeletion, canDeleteCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await deleteCase(tx, actor, params.caseId, body.reason, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.deleteCaseDeletion, canDeleteCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await restoreCase(tx, actor, params.caseId, clock.now());
        return params.caseId;
      }),
    ),
  ];
}
