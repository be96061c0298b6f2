import * as contract from '@earshot/contract/promise-contract.ts';
import type { Clock } from '../../../platform/clock.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { canReadCases, canWorkDesk } from '../case-policy.ts';
import type { AnswerCase } from '../case-routes.ts';
import type { GuardReply } from '../replies/reply-to-case.ts';
import { keepPromise, takeKeepingBack } from './keep-promise.ts';
import { makePromise } from './make-promise.ts';
import { proposeLater, renegotiateInCase } from './renegotiate-in-case.ts';

/** Making, keeping and renegotiating promises in a case. */
export function casePromiseRoutes(deps: {
  clock: Clock;
  answerCase: AnswerCase;
  wakeDelivery: () => void;
  guardReply: GuardReply;
}): Route[] {
  const { clock, answerCase, wakeDelivery, guardReply } = deps;
  return [
    route(contract.createCasePromise, canWorkDesk, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await makePromise(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.createPromiseKeeping, canWorkDesk, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await keepPromise(tx, actor, params, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.deletePromiseKeeping, canWorkDesk, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await takeKeepingBack(tx, actor, params, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.getPromiseProposal, canReadCases, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, (tx) => proposeLater(tx, actor, params, query, clock.now())),
    ),
    route(contract.createPromiseRenegotiation, canWorkDesk, async (call) => {
      const { actor, db, params, body } = call;
      const answer = await answerCase(db, actor, async (tx) => {
        await renegotiateInCase(tx, actor, params, body, clock.now(), guardReply);
        return params.caseId;
      });
      wakeDelivery();
      return answer;
    }),
  ];
}
