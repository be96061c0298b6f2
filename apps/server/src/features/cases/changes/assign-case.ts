import type { createCaseAssignment } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getActiveMember, listMemberRefs } from '../../members/public.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { touchCase } from '../case-store.ts';
import { decideAssignment } from './case-rules.ts';

/**
 * Makes a member responsible, or nobody. Where `expected_assignee_id` no longer holds, it refuses
 * with `case_taken` and says who has the case.
 */
export async function assignCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseAssignment>,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const decision = decideAssignment({
    current: current.assignee_id,
    wanted: input.member_id,
    expected: input.expected_assignee_id,
  });
  if (decision === 'same') return;
  const names = await listMemberRefs(tx, [current.assignee_id]);
  const holder = current.assignee_id === null ? null : (names.get(current.assignee_id) ?? null);
  if (decision === 'taken') throw refuseTaken(holder);
  const member =
    input.member_id === null ? null : await getActiveMember(tx, input.member_id, 'body.member_id');
  await touchCase(tx, caseId, { assignee_id: input.member_id });
  await emitEvent(tx, actor, {
    name: 'case.assigned',
    subjectId: caseId,
    facts: {
      member: member && { id: member.id, name: member.name },
      from_member: holder,
    },
  });
}

function refuseTaken(holder: { id: string; name: string } | null): Refused {
  const name = holder?.name ?? 'Somebody';
  return new Refused(
    'case_taken',
    `${name} has taken this case meanwhile. Nothing was changed; ` +
      `ask ${name}, or assign it again if it shall be yours all the same.`,
    { facts: { member: holder } },
  );
}
