import type { createCaseParticipant } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import {
  actorOf,
  getActiveMember,
  type KnownMember,
  listMemberRefs,
} from '../../members/public.ts';
import {
  assertNotMerged,
  canMemberSee,
  getCase,
  getCaseForUpdate,
  type SeenCase,
} from '../case-access-views.ts';
import { deleteParticipant, insertParticipant, touchCase } from '../case-store.ts';

/** Draws a member into the case; a colleague may from then on read it and write notes. */
export async function drawInMember(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseParticipant>,
): Promise<void> {
  await getCaseForUpdate(tx, actor, caseId);
  const member = await getActiveMember(tx, input.member_id, 'body.member_id');
  await drawIn(tx, actor, caseId, member, input.reason);
}

/**
 * Draws in a member who is given something to do on the case and could not read it otherwise. The
 * caller found the case to be theirs to change and holds its lock.
 */
export async function drawInReader(
  tx: Tx,
  actor: Actor,
  openCase: SeenCase,
  member: KnownMember,
  reason: string,
): Promise<void> {
  if (canMemberSee(actorOf(tx, member), openCase)) return;
  await assertNotMerged(tx, openCase);
  await drawIn(tx, actor, openCase.id, member, reason);
}

async function drawIn(
  tx: Tx,
  actor: Actor,
  caseId: string,
  member: KnownMember,
  reason: string,
): Promise<void> {
  if (!(await insertParticipant(tx, caseId, member.id, reason))) return;
  await touchCase(tx, caseId, {});
  await emitEvent(tx, actor, {
    name: 'case.participant_added',
    subjectId: caseId,
    facts: { member: { id: member.id, name: member.name }, reason },
  });
}

/** Takes a member out of the case again; everybody may leave a case themselves. */
export async function letMemberGo(
  tx: Tx,
  actor: Actor,
  caseId: string,
  memberId: string,
): Promise<void> {
  if (actor.id === memberId) await getCase(tx, actor, caseId);
  else await getCaseForUpdate(tx, actor, caseId);
  if (!(await deleteParticipant(tx, caseId, memberId))) throw notFound('participant');
  await touchCase(tx, caseId, {});
  const names = await listMemberRefs(tx, [memberId]);
  await emitEvent(tx, actor, {
    name: 'case.participant_removed',
    subjectId: caseId,
    facts: { member: names.get(memberId) ?? { id: memberId, name: '' } },
  });
}
