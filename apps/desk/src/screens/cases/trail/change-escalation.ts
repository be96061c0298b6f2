import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { CaseTrail, JoinProposal } from '@earshot/contract/trail-contract.ts';
import { offerUndo } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';
import { keepTrail } from './use-trail.ts';

/** Notes why no alarm is needed; throws what the server refuses, for the form to say. */
export async function dismissEscalation(caseId: string, reason: string): Promise<void> {
  const params = { caseId };
  keepTrail(await client.call('createEscalationDismissal', { params, body: { reason } }));
  offerUndo(t('escalation.dismissDone'), () => restoreEscalation(caseId));
}

/** Takes the dismissal back. */
export async function restoreEscalation(caseId: string): Promise<void> {
  keepTrail(await client.call('deleteEscalationDismissal', { params: { caseId } }));
}

/** Joins the case into the earlier one and leads there; the undo takes the merge back. */
export async function joinCases(
  detail: CaseDetail,
  proposal: JoinProposal,
  lead: (number: number) => void,
): Promise<void> {
  await attempt(async () => {
    const params = { proposalId: proposal.id };
    const kept = await client.call('createJoinDecision', { params, body: { decision: 'join' } });
    renewCase(kept.id);
    renewCase(detail.id);
    lead(kept.number);
    offerUndo(t('join.joined', { number: kept.number }), async () => {
      const link = kept.links.find(
        (one) => one.kind === 'merged_into' && one.case_id === detail.id,
      );
      if (!link) return;
      await client.call('deleteCaseLink', { params: { caseId: kept.id, linkId: link.id } });
      renewCase(kept.id);
      renewCase(detail.id);
      lead(detail.number);
    });
  });
}

/** Notes that the two cases are two matters. */
export async function keepApart(trail: CaseTrail, proposal: JoinProposal): Promise<void> {
  await attempt(async () => {
    const params = { proposalId: proposal.id };
    await client.call('createJoinDecision', { params, body: { decision: 'dismiss' } });
    renewCase(trail.case_id);
    offerUndo(t('join.dismissed'), async () => {
      await client.call('deleteJoinDecision', { params });
      renewCase(trail.case_id);
    });
  });
}
