import * as contract from '@earshot/contract/case-contract.ts';
import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Actor, MemberActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { findLastPosition } from '../../platform/events/event-relay.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { getCaseByNumber, getCaseForReading } from './case-access-views.ts';
import { takeCaseNumber } from './case-number-store.ts';
import { canReadCases, canWorkDesk } from './case-policy.ts';
import { listTagNames } from './case-store.ts';
import { presentCase } from './case-views.ts';
import { caseChangeRoutes } from './changes/case-change-routes.ts';
import { createCase } from './changes/create-case.ts';
import { markCaseRead } from './changes/mark-case-read.ts';
import { updateCase } from './changes/update-case.ts';
import { familyRoutes } from './family/family-routes.ts';
import { noteRoutes } from './notes/note-routes.ts';
import { casePromiseRoutes } from './promises/case-promise-routes.ts';
import type { GuardReply } from './replies/reply-to-case.ts';
import { travelRoutes } from './travel/travel-routes.ts';

/** Tags offered while typing. */
const TAGS_MAX = 50;

export interface CaseDeps {
  clock: Clock;
  wakeDelivery: () => void;
  /** The reply check of a higher slice, for notices and forwards. */
  guardReply: GuardReply;
  /** The same for words that are sent many times. */
  guardWords: GuardWords;
  /** Somebody has read the case: what would tell them of it is over. */
  onRead: (tx: Tx, reader: MemberActor, caseId: string, now: Date) => Promise<void>;
}

/** Cases themselves, their changes, notes and drafts; lists and timelines are in worklists. */
export function caseRoutes(deps: CaseDeps): Route[] {
  const { clock } = deps;
  return [
    route(contract.getCase, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => (await getCaseForReading(tx, actor, params.caseId)).id),
    ),
    route(contract.getCaseByNumber, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id, number } = await getCaseByNumber(tx, actor, params.number);
        return { id, number };
      }),
    ),
    route(contract.createCase, canWorkDesk, async ({ actor, db, body }) => {
      const number = await takeCaseNumber(db, actor.accountId);
      return answerCase(db, actor, (tx) => createCase(tx, actor, body, number, clock.now()));
    }),
    route(contract.updateCase, canReadCases, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await updateCase(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.createCaseReading, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await markCaseRead(tx, actor, params.caseId);
        await deps.onRead(tx, actor, params.caseId, clock.now());
      }),
    ),
    route(contract.listTags, canReadCases, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await listTagNames(tx, query.q, TAGS_MAX),
      })),
    ),
    ...caseChangeRoutes({ clock, answerCase }),
    ...travelRoutes({ ...deps, answerCase }),
    ...casePromiseRoutes({ ...deps, answerCase }),
    ...familyRoutes(deps),
    ...noteRoutes(deps),
  ];
}

export type AnswerCase = typeof answerCase;

/** Acts in a transaction and answers the case whose id the action gives, as it stands then. */
async function answerCase(
  db: Database,
  actor: Actor,
  act: (tx: Tx) => Promise<string>,
): Promise<CaseDetail> {
  return db.withAccount(actor.accountId, async (tx) => {
    const position = await findLastPosition(tx);
    return presentCase(tx, actor, await act(tx), position);
  });
}
