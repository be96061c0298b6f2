import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { offerUndo } from '../../../actions/undo-store.ts';
import { dropCase, renewCounts } from '../../../api/case-cache.ts';
import type { PersonRef } from '../../../api/change-cases.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { showCase } from './show-case.ts';

/** A little more than the toast shows, so that an undo in its last second still comes in time. */
const undo_seconds = 11;

async function drawIn(caseId: string, member: PersonRef, reason = ''): Promise<void> {
  const body = { member_id: member.id, reason };
  showCase(await client.call('createCaseParticipant', { params: { caseId }, body }));
}

async function letGo(caseId: string, member: PersonRef): Promise<void> {
  const params = { caseId, memberId: member.id };
  showCase(await client.call('deleteCaseParticipant', { params }));
}

/** Draws a member into the case, who may then read it and write notes. */
export async function addParticipant(caseId: string, member: PersonRef): Promise<void> {
  await attempt(async () => {
    await drawIn(caseId, member);
    offerUndo(t('participant.added', { name: member.name }), () => letGo(caseId, member));
  });
}

/** Takes a member out of the case again. */
export async function removeParticipant(
  caseId: string,
  participant: CaseDetail['participants'][number],
): Promise<void> {
  const { member, reason } = participant;
  await attempt(async () => {
    await letGo(caseId, member);
    const text = t('participant.removed', { name: member.name });
    offerUndo(text, () => drawIn(caseId, member, reason));
  });
}

/** Hands the case to another team, with the reason and, if named, who is responsible there. */
export async function transferCase(
  detail: CaseDetail,
  to: {
    team: PersonRef;
    member: PersonRef | null;
    reason: string;
    handOver: string;
    tell: {
      wanted: boolean;
      text: string | null;
      reason: string;
      overrides: readonly ReplyCheckOverride[];
    };
  },
): Promise<void> {
  const params = { caseId: detail.id };
  const { transfer, ...done } = await client.call('createCaseTransfer', {
    params,
    body: {
      to_team_id: to.team.id,
      member_id: to.member?.id ?? null,
      reason: to.reason,
      hand_over: to.handOver,
      tell_contact: to.tell.wanted,
      contact_text: to.tell.text?.trim() || undefined,
      not_told_reason: to.tell.reason.trim(),
      check_overrides: [...to.tell.overrides],
      undo_seconds,
    },
  });
  showCase(done);
  const text = t('done.transferred', {
    count: 1,
    number: `#${detail.number}`,
    name: to.team.name,
  });
  offerUndo(text, async () => {
    const undone = { ...params, transferId: transfer.id };
    showCase(await client.call('deleteCaseTransfer', { params: undone }));
  });
}

/** Removes the case from every list; `leave` goes back to the list, the undo brings it back. */
export async function deleteCase(
  detail: CaseDetail,
  reason: string,
  go: { leave: () => void; back: () => void },
): Promise<void> {
  const params = { caseId: detail.id };
  await client.call('createCaseDeletion', { params, body: { reason } });
  dropCase(detail.id);
  renewCounts();
  go.leave();
  offerUndo(t('delete.done', { number: `#${detail.number}` }), async () => {
    await restoreCase(detail);
    go.back();
  });
}

/** Brings a removed case back as it was. */
export async function restoreCase(detail: CaseDetail): Promise<void> {
  showCase(await client.call('deleteCaseDeletion', { params: { caseId: detail.id } }));
}
