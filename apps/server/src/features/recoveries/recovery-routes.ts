import * as contract from '@earshot/contract/recovery-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readIdCursor } from '../../platform/http/page-by-id.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canReadCases, getCase } from '../cases/public.ts';
import {
  decideAboutGesture,
  listLimits,
  proposeGesture,
  takeBackDecision,
  updateLimits,
} from './give-gesture.ts';
import { presentPlaybooks } from './present-playbooks.ts';
import { canMakeGood, canReadLedger, canSetLimits } from './recovery-policy.ts';
import { presentCaseRecoveries, presentLedger } from './recovery-views.ts';
import { getRecoveryCase, startRecovery, stopRecovery } from './start-recovery.ts';

/** Playbooks on cases, gestures and their ledger. */
export function recoveryRoutes({ clock }: { clock: Clock }): Route[] {
  return [...playbookRoutes(clock), ...gestureRoutes(clock), ...limitRoutes()];
}

/** Acts in a transaction and answers what the case has then; `act` gives the case. */
async function answerCase(db: Database, actor: Actor, act: (tx: Tx) => Promise<string>) {
  return db.withAccount(actor.accountId, async (tx) =>
    presentCaseRecoveries(tx, actor, await act(tx)),
  );
}

function playbookRoutes(clock: Clock): Route[] {
  return [
    route(contract.listRecoveryPlaybooks, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => presentPlaybooks(tx, actor.locale)),
    ),
    route(contract.listCaseRecoveries, canReadCases, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => (await getCase(tx, actor, params.caseId)).id),
    ),
    route(contract.createRecovery, canMakeGood, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await startRecovery(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.createRecoveryWithdrawal, canMakeGood, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await getRecoveryCase(tx, actor, params.recoveryId);
        const stop = { reason: body.reason, at: clock.now() };
        return stopRecovery(tx, actor, params.recoveryId, stop, clock.now());
      }),
    ),
    route(contract.deleteRecoveryWithdrawal, canMakeGood, ({ actor, db, params }) =>
      answerCase(db, actor, async (tx) => {
        await getRecoveryCase(tx, actor, params.recoveryId);
        return stopRecovery(tx, actor, params.recoveryId, null, clock.now());
      }),
    ),
  ];
}

function gestureRoutes(clock: Clock): Route[] {
  return [
    route(contract.createGesture, canMakeGood, ({ actor, db, params, body }) =>
      answerCase(db, actor, async (tx) => {
        await proposeGesture(tx, actor, params.caseId, body, clock.now());
        return params.caseId;
      }),
    ),
    route(contract.createGestureDecision, canMakeGood, ({ actor, db, params, body }) =>
      answerCase(db, actor, (tx) =>
        decideAboutGesture(tx, actor, params.gestureId, body, clock.now()),
      ),
    ),
    route(contract.deleteGestureDecision, canMakeGood, ({ actor, db, params }) =>
      answerCase(db, actor, (tx) => takeBackDecision(tx, actor, params.gestureId)),
    ),
    route(contract.listGestures, canReadLedger, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) =>
        presentLedger(tx, actor, {
          from: query.from ? new Date(query.from) : null,
          to: query.to ? new Date(query.to) : null,
          state: query.state ?? null,
          after: readIdCursor(query.cursor),
          most: query.limit,
        }),
      ),
    ),
  ];
}

function limitRoutes(): Route[] {
  return [
    route(contract.getRecoveryLimits, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listLimits(tx) })),
    ),
    route(contract.updateRecoveryLimits, canSetLimits, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await updateLimits(tx, actor, body.items);
        return { items: await listLimits(tx) };
      }),
    ),
  ];
}
