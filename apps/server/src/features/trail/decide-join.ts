import type { createCaseMerge } from '@earshot/contract/case-change-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { createJoinDecision } from '@earshot/contract/trail-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getCase } from '../cases/public.ts';
import { findProposal, type KnownProposal } from './join-views.ts';
import { decideProposal } from './trail-store.ts';

/** The merge of cases, which knows who may; answers the case that stays. */
export type MergeCases = (
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseMerge>,
  now: Date,
) => Promise<string>;

/** Joins the two cases by a merge, or notes that they are two matters. Answers the case to show. */
export async function decideJoinProposal(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  input: BodyOf<typeof createJoinDecision>,
  now: Date,
  mergeCases: MergeCases,
): Promise<string> {
  const proposal = await getProposal(tx, actor, proposalId);
  if (proposal.state !== 'open') {
    throw new Refused(
      'proposal_decided',
      'Somebody decided about this already. Nothing was changed; look at the case again.',
    );
  }
  const { case_id: caseId, earlier_case_id: earlierId } = proposal;
  if (input.decision === 'join') {
    const merge = { into_case_id: earlierId, reason: input.reason };
    const kept = await mergeCases(tx, actor, caseId, merge, now);
    await decideProposal(tx, actor, proposalId, { state: 'joined', reason: input.reason, at: now });
    return kept;
  }
  await decideProposal(tx, actor, proposalId, {
    state: 'dismissed',
    reason: input.reason,
    at: now,
  });
  await emitEvent(tx, actor, { name: 'join.dismissed', subjectId: caseId });
  return caseId;
}

/** Takes a no back, so that the proposal is shown again; answers its case. */
export async function reopenProposal(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  now: Date,
): Promise<string> {
  const proposal = await getProposal(tx, actor, proposalId);
  if (proposal.state === 'joined') {
    throw new Refused(
      'proposal_joined',
      'The cases were merged. Remove the link of the merge; the proposal is open again then.',
    );
  }
  if (await decideProposal(tx, actor, proposalId, { state: 'open', reason: '', at: now })) {
    await emitEvent(tx, actor, { name: 'join.proposed', subjectId: proposal.case_id });
  }
  return proposal.case_id;
}

/** A proposal between two cases that the actor may see; 404 otherwise. */
async function getProposal(tx: Tx, actor: Actor, proposalId: string): Promise<KnownProposal> {
  const proposal = await findProposal(tx, proposalId);
  if (!proposal) throw notFound('proposal');
  await getCase(tx, actor, proposal.case_id);
  await getCase(tx, actor, proposal.earlier_case_id);
  return proposal;
}
