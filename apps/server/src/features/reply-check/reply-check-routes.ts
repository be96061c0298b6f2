import * as contract from '@earshot/contract/reply-check-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { changeModes, presentModes } from './change-modes.ts';
import { checkDraft } from './check-draft.ts';
import { checkWords } from './guard-words.ts';
import { listBehindFigure, presentFigures } from './present-reply-figures.ts';
import {
  canChangeReplyChecks,
  canCheckReplies,
  canReadReplyFigures,
} from './reply-check-policy.ts';

/** Checking a reply while it is written, how strictly, and what came of it. */
export function replyCheckRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route(contract.createReplyCheck, canCheckReplies, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        checkDraft(tx, actor, params.caseId, body, clock.now()),
      ),
    ),
    route(contract.createTemplateCheck, canCheckReplies, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { text, language, fields: fills } = body;
        return { items: await checkWords(tx, actor, { text, language, fills }) };
      }),
    ),
    route(contract.getReplyCheckSettings, canCheckReplies, ({ actor, db }) =>
      db.withAccount(actor.accountId, presentModes),
    ),
    route(contract.updateReplyCheckSettings, canChangeReplyChecks, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => changeModes(tx, actor, body.items, clock.now())),
    ),
    route(contract.getReplyCheckFigures, canReadReplyFigures, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => presentFigures(tx, query, clock.now())),
    ),
    route(contract.listReplyCheckOverrides, canReadReplyFigures, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await listBehindFigure(tx, query, clock.now()),
      })),
    ),
  ];
}
