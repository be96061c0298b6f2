import * as contract from '@earshot/contract/canned-text-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import { canKeepCannedTexts, canUseCannedTexts } from './canned-text-policy.ts';
import { fillCannedTexts } from './fill-canned-texts.ts';
import {
  keepCannedText,
  listSeen,
  presentCannedTexts,
  presentOne,
  removeCannedText,
} from './keep-canned-text.ts';

/** Words that come back. Whose somebody sees and changes is decided by the getters. */
export function cannedTextRoutes(deps: { clock: Clock; guardWords: GuardWords }): Route[] {
  const { clock, guardWords } = deps;
  return [
    route(contract.listCannedTexts, canUseCannedTexts, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await presentCannedTexts(tx, actor, await listSeen(tx, actor)),
      })),
    ),
    route(contract.listCaseCannedTexts, canUseCannedTexts, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: await fillCannedTexts(tx, actor, params.caseId),
      })),
    ),
    route(contract.createCannedText, canKeepCannedTexts, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        keepCannedText(tx, actor, null, body, guardWords, clock.now()),
      ),
    ),
    route(contract.updateCannedText, canKeepCannedTexts, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        keepCannedText(tx, actor, params.cannedTextId, body, guardWords, clock.now()),
      ),
    ),
    route(contract.deleteCannedText, canKeepCannedTexts, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        removeCannedText(tx, actor, params.cannedTextId, true, clock.now()),
      ),
    ),
    route(contract.createCannedTextRestoration, canKeepCannedTexts, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await removeCannedText(tx, actor, params.cannedTextId, false, clock.now());
        return presentOne(tx, actor, params.cannedTextId);
      }),
    ),
  ];
}
