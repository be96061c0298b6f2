import type { createCaseLink } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { assertMayChange, getCase, getCaseForUpdate, lockCases } from '../case-access-views.ts';
import {
  type CaseLink,
  findLink,
  findLinkBetween,
  insertLink,
  isAncestor,
  removeLink,
} from '../case-link-store.ts';
import { touchCase } from '../case-store.ts';
import { findHold } from '../hold-store.ts';
import { takeJoiningBack } from './decide-hold.ts';
import { unmergeCases } from './merge-cases.ts';

/** Links two cases that belong together: a parent, or just related. */
export async function linkCases(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseLink>,
  now: Date,
): Promise<void> {
  const { kind, to_case_id: toCaseId, reason } = input;
  const current = await getCaseForUpdate(tx, actor, caseId);
  const other = await getCase(tx, actor, toCaseId);
  if (other.id === current.id) {
    throw new Refused('same_case', 'A case cannot be linked with itself. Choose another one.');
  }
  const known =
    (await findLinkBetween(tx, kind, caseId, toCaseId)) ??
    (kind === 'related' ? await findLinkBetween(tx, kind, toCaseId, caseId) : null);
  if (known) return;
  if (kind === 'parent' && (await isAncestor(tx, toCaseId, caseId))) {
    throw new Refused(
      'link_cycle',
      `Case #${other.number} is already below this one, so it cannot be its parent as well.`,
    );
  }
  const by = storedActor(actor);
  const linkId = await insertLink(tx, { kind, caseId, toCaseId, reason, by, at: now });
  await touchCase(tx, caseId, {});
  const facts = { link_id: linkId, kind, reason };
  await emitEvent(
    tx,
    actor,
    {
      name: 'case.linked',
      subjectId: caseId,
      facts: { ...facts, direction: 'from', case: { id: other.id, number: other.number } },
    },
    {
      name: 'case.linked',
      subjectId: toCaseId,
      facts: { ...facts, direction: 'to', case: { id: current.id, number: current.number } },
    },
  );
}

/** Removes a link from either end; for a merge this is the un-merge. */
export async function removeCaseLink(
  tx: Tx,
  actor: Actor,
  caseId: string,
  linkId: string,
  now: Date,
): Promise<void> {
  assertMayChange(actor, await getCase(tx, actor, caseId));
  const link = await findLink(tx, linkId);
  if (!link || (link.case_id !== caseId && link.to_case_id !== caseId)) throw notFound('link');
  if (link.kind === 'merged_into') return takeMergeBack(tx, actor, link, now);
  await lockCases(tx, actor, [link.case_id, link.to_case_id]);
  if (!(await removeLink(tx, linkId, storedActor(actor), now))) throw notFound('link');
  await touchCase(tx, link.case_id, {});
  await touchCase(tx, link.to_case_id, {});
  const facts = { link_id: link.id, kind: link.kind };
  await emitEvent(
    tx,
    actor,
    { name: 'case.unlinked', subjectId: link.case_id, facts },
    { name: 'case.unlinked', subjectId: link.to_case_id, facts },
  );
}

async function takeMergeBack(tx: Tx, actor: Actor, link: CaseLink, now: Date): Promise<void> {
  const hold = await findHold(tx, { link_id: link.id });
  // The merge was half of a decision about a held message: the other half goes with it.
  if (hold) return takeJoiningBack(tx, actor, hold, now);
  if (!(await unmergeCases(tx, actor, link, now))) throw notFound('link');
}
