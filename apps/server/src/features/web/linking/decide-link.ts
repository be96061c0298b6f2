import { writeLinkReason } from '@earshot/contract/link-reason.ts';
import { type Actor, storedActor, systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { StoredActor } from '../../../platform/db/tables.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { contactLinking } from '../../contacts/public.ts';
import { visitorActor } from '../talk/mark-talk.ts';
import type { Visitor } from '../visitors/visitor-store.ts';
import {
  decideProposal,
  findDecided,
  type OpenProposal,
  reopenProposal,
} from './link-proposal-store.ts';
import { listVisitorProposals } from './link-proposal-views.ts';

/** An agent says whether two contacts are one person. */
export async function decideLink(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  accept: boolean,
  now: Date,
): Promise<void> {
  await decide(tx, actor, storedActor(actor), proposalId, accept, now);
}

/**
 * An agent takes the decision of an agent back: the proposal is open again, a link that it made is
 * gone. What the contact decided stays.
 */
export async function takeDecisionBack(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  now: Date,
): Promise<void> {
  const decided = await findDecided(tx, proposalId);
  if (!decided) throw notFound('decision');
  if (decided.decided_by.kind === 'contact') {
    throw new Refused('link_decided', 'The contact decided this. Nothing was changed.');
  }
  await reopenProposal(tx, proposalId);
  if (decided.decision === 'declined') return;
  const { other_contact_id: keptId, contact_id: linkedId } = decided;
  await contactLinking.separateContacts(tx, actor, keptId, linkedId, now);
}

/** The visitor says it themselves; only of what their own proofs led to. */
export async function decideOwnLink(
  tx: Tx,
  visitor: Visitor,
  proposalId: string,
  accept: boolean,
  now: Date,
): Promise<void> {
  const own = await listVisitorProposals(tx, visitor.id);
  if (!own.some((one) => one.id === proposalId)) throw notFound('proposal');
  const system = systemActor(tx.accountId, 'web');
  await decide(tx, system, visitorActor(visitor), proposalId, accept, now);
}

async function decide(
  tx: Tx,
  actor: Actor,
  by: StoredActor,
  proposalId: string,
  accept: boolean,
  at: Date,
): Promise<void> {
  const decision = accept ? 'accepted' : 'declined';
  const proposal = await decideProposal(tx, proposalId, { decision, by, at });
  if (!proposal) {
    if (!(await findDecided(tx, proposalId))) throw notFound('proposal');
    throw new Refused('link_decided', 'Somebody has decided already. Nothing was changed.');
  }
  if (!accept) return;
  // The one that was known before is kept.
  const { other_contact_id: keptId, contact_id: linkedId } = proposal;
  await contactLinking.linkContacts(tx, actor, keptId, linkedId, reasonOf(proposal, by));
}

function reasonOf({ evidence }: OpenProposal, by: StoredActor): string {
  return writeLinkReason({ ...evidence, byContact: by.kind === 'contact' });
}
