import type { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getActiveMember, getKnownTeam, listTeamRefs } from '../../members/public.ts';
import { getCaseForUpdate, type SeenCase } from '../case-access-views.ts';
import { insertTransfer, touchCase } from '../case-store.ts';
import { writeNote } from '../notes/write-note.ts';
import { assertNotSentBack } from '../travel/refuse-sending-back.ts';
import { planTelling, queueTelling, type Telling } from '../travel/tell-transfer.ts';
import { guardNotice } from '../replies/guard-notice.ts';
import type { GuardReply } from '../replies/reply-to-case.ts';
import { listTransfers } from '../travel/transfer-views.ts';
import { replanCase } from '../promises/settle-case.ts';
import { decideTransfer } from './case-rules.ts';

type TransferInput = BodyOf<typeof createCaseTransfer>;
type Named = { id: string; name: string } | null;

/**
 * Hands the case to another team with reason and hand-over; whoever was responsible no longer is.
 * Promises and clocks stay as they are. The contact is told in the same transaction. Answers the
 * transfer’s id; refuses with `sent_back` where the case would go back to who gave it.
 */
export async function transferCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: TransferInput,
  now: Date,
  guard?: GuardReply,
): Promise<string> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const { team, member } = await getReceivers(tx, current, input);
  const transfers = await listTransfers(tx, caseId);
  const wish = { team, memberId: member?.id ?? null, reason: input.reason };
  await assertNotSentBack(tx, actor, current, transfers, wish);
  const wanted = input.tell_contact;
  const telling = await planTelling(tx, current, { team, member, wanted, transfers }, now);
  refuseSilence(telling, input);
  const noteId = input.hand_over
    ? await writeNote(
        tx,
        actor,
        caseId,
        { text: input.hand_over, mention_ids: [], attachment_ids: [] },
        now,
      )
    : null;
  const words = { text: input.contact_text, undoSeconds: input.undo_seconds };
  const text = telling.told === 'told' ? input.contact_text : undefined;
  const edited = { guard, text, made: telling.text, overrides: input.check_overrides };
  const seen = await guardNotice(tx, actor, current, edited, now);
  const messageId = await queueTelling(tx, actor, current, telling, words, now);
  if (messageId !== null) await seen?.record(messageId);
  const transferId = await insertTransfer(tx, {
    caseId,
    fromTeamId: current.team_id,
    toTeamId: input.to_team_id,
    fromMemberId: current.assignee_id,
    reason: input.reason,
    by: storedActor(actor),
    at: now,
    noteId,
    contactTold: telling.told,
    notToldReason: telling.told === 'left_out' ? input.not_told_reason : '',
    messageId,
  });
  await touchCase(tx, caseId, { team_id: input.to_team_id, assignee_id: member?.id ?? null });
  await replanCase(tx, caseId, now);
  await tellTransfer(tx, actor, current, { transferId, team, member, telling, messageId, input });
  return transferId;
}

async function getReceivers(
  tx: Tx,
  current: SeenCase,
  input: TransferInput,
): Promise<{ team: Named; member: Named }> {
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
  return { team, member };
}

/** Who leaves the contact in the dark says why. */
function refuseSilence(telling: Telling, input: TransferInput): void {
  if (telling.told !== 'left_out' || input.not_told_reason !== '') return;
  throw new Invalid([
    {
      path: 'body.not_told_reason',
      message: 'Say why the contact is not told who has the case now, or let them be told.',
    },
  ]);
}

interface Done {
  transferId: string;
  team: Named;
  member: Named;
  telling: Telling;
  messageId: string | null;
  input: TransferInput;
}

async function tellTransfer(tx: Tx, actor: Actor, current: SeenCase, done: Done): Promise<void> {
  const { team, member, input } = done;
  const names = await listTeamRefs(tx, [current.team_id]);
  await emitEvent(tx, actor, {
    name: 'case.transferred',
    subjectId: current.id,
    facts: {
      transfer_id: done.transferId,
      from_team: current.team_id === null ? null : (names.get(current.team_id) ?? null),
      to_team: team && { id: team.id, name: team.name },
      member: member && { id: member.id, name: member.name },
      reason: input.reason,
      contact_told: done.telling.told,
      ...(done.telling.told === 'left_out' ? { not_told_reason: input.not_told_reason } : {}),
      ...(done.messageId === null ? {} : { message_id: done.messageId }),
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
