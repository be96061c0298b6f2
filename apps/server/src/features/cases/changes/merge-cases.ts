import type { createCaseMerge } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import {
  assertMayChange,
  getCase,
  getCasesForUpdate,
  lockCases,
  type SeenCase,
} from '../case-access-views.ts';
import { type CaseLink, insertLink, refreshMergedInto, removeLink } from '../case-link-store.ts';
import { refreshCase } from '../case-state-views.ts';
import { settleCase } from '../promises/settle-case.ts';
import { closeAgain, reopenFor } from './reopen-case.ts';

/**
 * Merges a case into another by a link; no message, note or draft moves, so that removing the link
 * restores both. Answers the id of the case that stays: the end of the chain.
 */
export async function mergeCases(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseMerge>,
  now: Date,
): Promise<string> {
  assertMayChange(actor, await getCase(tx, actor, caseId));
  const target = await getCase(tx, actor, input.into_case_id);
  const endId = target.merged_into_id ?? target.id;
  if (endId === caseId) {
    throw new Refused(
      'merge_cycle',
      'The other case is this one, or was merged into it already. Nothing was changed.',
    );
  }
  const [merged, kept] = await getCasesForUpdate(tx, actor, [caseId, endId]);
  await mergeLocked(tx, actor, { merged: merged!, kept: kept!, reason: input.reason, at: now });
  return endId;
}

interface Merge {
  merged: SeenCase;
  kept: SeenCase;
  reason: string;
  at: Date;
}

/** The merge itself, for callers that hold the locks of both cases; answers the link’s id. */
export async function mergeLocked(tx: Tx, actor: Actor, merge: Merge): Promise<string> {
  const { merged, kept, reason, at } = merge;
  const reopenedFrom = await reopenFor(tx, actor, kept, { status: merged.status });
  const linkId = await insertLink(tx, {
    kind: 'merged_into',
    caseId: merged.id,
    toCaseId: kept.id,
    reason,
    by: storedActor(actor),
    at,
    reopenedFrom,
  });
  await refreshMergedInto(tx, merged.id);
  await refreshCase(tx, kept.id);
  await settleCase(tx, kept.id, at);
  const facts = { link_id: linkId, case: named(merged), into_case: named(kept), reason };
  await emitEvent(
    tx,
    actor,
    { name: 'case.merged', subjectId: merged.id, facts },
    { name: 'case.absorbed', subjectId: kept.id, facts },
  );
  return linkId;
}

/**
 * Takes a merge back: both cases are as they were, and what was said since stays where it was said.
 * Whether the actor may was checked before. False if somebody took it back meanwhile.
 */
export async function unmergeCases(
  tx: Tx,
  actor: Actor,
  link: CaseLink,
  now: Date,
): Promise<boolean> {
  const cases = await lockMerged(tx, actor, link);
  if (!(await removeLink(tx, link.id, storedActor(actor), now))) return false;
  await refreshMergedInto(tx, cases.merged.id);
  for (const one of new Set([cases.merged, cases.kept, cases.end])) await refreshCase(tx, one.id);
  await closeAgain(tx, actor, cases.kept.id, link.reopened_from, link.created_at);
  for (const one of new Set([cases.merged, cases.kept, cases.end])) {
    await settleCase(tx, one.id, now);
  }
  const facts = {
    link_id: link.id,
    case: named(cases.merged),
    from_case: named(cases.kept),
  };
  await emitEvent(
    tx,
    actor,
    { name: 'case.unmerged', subjectId: cases.merged.id, facts },
    { name: 'case.released', subjectId: cases.end.id, facts },
  );
  return true;
}

/** Both ends of the link, and the end of the chain where the one that was kept was merged on. */
async function lockMerged(tx: Tx, actor: Actor, link: CaseLink) {
  const before = await tx.db
    .selectFrom('cases')
    .select('merged_into_id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', link.case_id)
    .executeTakeFirstOrThrow();
  const endId = before.merged_into_id ?? link.to_case_id;
  const locked = await lockCases(tx, actor, [link.case_id, link.to_case_id, endId]);
  return {
    merged: locked.get(link.case_id)!,
    kept: locked.get(link.to_case_id)!,
    end: locked.get(endId)!,
  };
}

function named(one: SeenCase): { id: string; number: number } {
  return { id: one.id, number: one.number };
}
