import { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/travel-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { findLastPosition } from '../../../platform/events/event-relay.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { getCase } from '../case-access-views.ts';
import { canReadCases, canWorkDesk } from '../case-policy.ts';
import type { AnswerCase } from '../case-routes.ts';
import { presentCase } from '../case-views.ts';
import { transferCase } from '../changes/transfer-case.ts';
import type { GuardReply } from '../replies/reply-to-case.ts';
import { composeHandOver } from './compose-hand-over.ts';
import { loadHandOverFacts } from './hand-over-views.ts';
import { presentTransfer, previewTransfer } from './preview-transfer.ts';
import { takeTransferBack } from './take-transfer-back.ts';
import { findTravelSettings } from './transfer-views.ts';
import { updateTravelSettings } from './update-travel-settings.ts';

function canSupervise(actor: Actor): boolean {
  if (actor.kind !== 'member') return false;
  return actor.role === 'administrator' || actor.role === 'supervisor';
}

/** How a case gets from team to team. */
export function travelRoutes({
  clock,
  answerCase,
  guardReply,
}: {
  clock: Clock;
  answerCase: AnswerCase;
  guardReply: GuardReply;
}): Route[] {
  return [
    route(createCaseTransfer, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const position = await findLastPosition(tx);
        const id = await transferCase(tx, actor, params.caseId, body, clock.now(), guardReply);
        const detail = await presentCase(tx, actor, params.caseId, position);
        return { ...detail, transfer: await presentTransfer(tx, params.caseId, id) };
      }),
    ),
    route(contract.deleteCaseTransfer, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await takeTransferBack(tx, actor, params.caseId, params.transferId, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.getHandOver, canReadCases, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const openCase = await getCase(tx, actor, params.caseId);
        return composeHandOver(await loadHandOverFacts(tx, openCase), query.language);
      }),
    ),
    route(contract.getTransferPreview, canReadCases, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, (tx) =>
        previewTransfer(tx, actor, params.caseId, query, clock.now()),
      ),
    ),
    route(contract.getTravelSettings, canWorkDesk, ({ actor, db }) =>
      db.withAccount(actor.accountId, findTravelSettings),
    ),
    route(contract.updateTravelSettings, canSupervise, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => updateTravelSettings(tx, actor, body)),
    ),
  ];
}
