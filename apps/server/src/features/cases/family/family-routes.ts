import * as contract from '@earshot/contract/family-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { findLastPosition } from '../../../platform/events/event-relay.ts';
import type { GuardWords } from '../../../platform/kept-words.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { getCase } from '../case-access-views.ts';
import { takeCaseNumber } from '../case-number-store.ts';
import { canReadCases, canWorkDesk } from '../case-policy.ts';
import { isUnread, loadCaseRows, presentCaseRow } from '../case-row-views.ts';
import { presentCase } from '../case-views.ts';
import {
  findLastReply,
  findParent,
  getFamilyReplyRow,
  listChildren,
  listReplyParts,
  presentFamilyReply,
} from './family-views.ts';
import { makeFamily } from './make-family.ts';
import { cancelFamilyReply, replyToFamily } from './reply-to-family.ts';

/** A fault that hits many: parent and parts, and one answer to all. */
export function familyRoutes({
  clock,
  guardWords,
}: {
  clock: Clock;
  guardWords: GuardWords;
}): Route[] {
  return [
    route(contract.createCaseFamily, canWorkDesk, async ({ actor, db, body }) => {
      const isNew = body.parent_case_id === null;
      const number = isNew ? await takeCaseNumber(db, actor.accountId) : 0;
      return db.withAccount(actor.accountId, async (tx) => {
        const position = await findLastPosition(tx);
        const { parentId, ...made } = await makeFamily(tx, actor, body, number, clock.now());
        return { parent: await presentCase(tx, actor, parentId, position), ...made };
      });
    }),
    route(contract.getCaseFamily, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => presentFamily(tx, actor, params.caseId, clock.now())),
    ),
    route(contract.createFamilyReply, canWorkDesk, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        replyToFamily(tx, actor, params.caseId, body, clock.now(), guardWords),
      ),
    ),
    route(contract.getFamilyReply, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const row = await getFamilyReplyRow(tx, params.familyReplyId);
        await getCase(tx, actor, row.case_id);
        const parts = await listReplyParts(tx, row.id);
        return { ...(await presentFamilyReply(tx, row, clock.now())), parts };
      }),
    ),
    route(contract.createFamilyReplyCancellation, canWorkDesk, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await cancelFamilyReply(tx, actor, params.familyReplyId, clock.now());
        const row = await getFamilyReplyRow(tx, params.familyReplyId);
        return presentFamilyReply(tx, row, clock.now());
      }),
    ),
  ];
}

async function presentFamily(tx: Tx, actor: Actor, caseId: string, now: Date) {
  const { id } = await getCase(tx, actor, caseId);
  const { children, hidden } = await listChildren(tx, actor, id);
  const memberId = actor.kind === 'member' ? actor.id : null;
  const rows = await loadCaseRows(
    tx,
    children.map((one) => one.caseId),
    memberId,
  );
  const linkOf = new Map(children.map((one) => [one.caseId, one.linkId]));
  const last = await findLastReply(tx, id);
  return {
    parent: await findParent(tx, actor, id),
    children: rows.map((row) => ({
      link_id: linkOf.get(row.id)!,
      case: presentCaseRow(row, memberId !== null && isUnread(row)),
    })),
    hidden,
    last_reply: last && (await presentFamilyReply(tx, last, now)),
  };
}
