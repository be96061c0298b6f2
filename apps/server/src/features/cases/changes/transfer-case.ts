import type { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { listTeamRefs } from '../../members/public.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { insertTransfer, touchCase } from '../case-store.ts';
import { decideTransfer } from './case-rules.ts';
import { getActiveMember, getKnownTeam } from './known-members.ts';

/** Hands the case to another team with the reason; whoever was responsible no longer is. */
export async function transferCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseTransfer>,
  now: Date,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const team =
    input.to_team_id === null ? null : await getKnownTeam(tx, input.to_team_id, 'body.to_team_id');
  const member = input.member_id
    ? await getActiveMember(tx, input.member_id, 'body.member_id')
    : null;
  const decision = decideTransfer({
    status: current.status,
    fromTeamId: current.team_id,
    toTeamId: input.to_team_id,
    memberId: member?.id ?? null,
    memberTeamIds: member?.teamIds ?? [],
  });
  if (decision !== 'transfer') throw refuseTransfer(decision, team?.name ?? null);
  const transferId = await insertTransfer(tx, {
    caseId,
    fromTeamId: current.team_id,
    toTeamId: input.to_team_id,
    fromMemberId: current.assignee_id,
    reason: input.reason,
    by: storedActor(actor),
    at: now,
  });
  const names = await listTeamRefs(tx, [current.team_id]);
  await touchCase(tx, caseId, { team_id: input.to_team_id, assignee_id: member?.id ?? null });
  await emitEvent(tx, actor, {
    name: 'case.transferred',
    subjectId: caseId,
    facts: {
      transfer_id: transferId,
      from_team: current.team_id === null ? null : (names.get(current.team_id) ?? null),
      to_team: team && { id: team.id, name: team.name },
      member: member && { id: member.id, name: member.name },
      reason: input.reason,
    },
  });
}

function refuseTransfer(
  decision: 'same_team' | 'case_over' | 'member_elsewhere',
  teamName: string | null,
): Error {
  switch (decision) {
    case 'member_elsewhere': {
      const message = teamName
        ? `Not a member of ${teamName}; choose a member of it, or nobody.`
        : 'Without a team nobody can be chosen here; assign the case instead.';
      return new Invalid([{ path: 'body.member_id', message }]);
    }
    case 'same_team':
      return new Refused(
        'same_team',
        `The case is with ${teamName ?? 'no team'} already. ` +
          'To hand it to somebody there, assign it instead.',
      );
    case 'case_over':
      return new Refused(
        'case_over',
        'The case is resolved or closed. Re-open it first, then transfer it.',
      );
  }
}
