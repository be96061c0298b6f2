import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type StoredActor } from '../../../platform/db/tables.ts';
import { newId } from '../../../platform/ids.ts';
import type { LinkEvidence } from '../web-tables.ts';

/** Proposes that two contacts are one; null where they were proposed already, whatever came of it. */
export async function insertProposal(
  tx: Tx,
  proposal: {
    contactId: string;
    otherId: string;
    visitorId: string;
    evidence: LinkEvidence;
    at: Date;
  },
): Promise<string | null> {
  const { contactId, otherId } = proposal;
  const known = await tx.db
    .selectFrom('web_link_proposals')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where(
      sql<boolean>`(contact_id, other_contact_id) in
        ((${contactId}::uuid, ${otherId}::uuid), (${otherId}::uuid, ${contactId}::uuid))`,
    )
    .executeTakeFirst();
  if (known) return null;
  const row = await tx.db
    .insertInto('web_link_proposals')
    .values({
      account_id: tx.accountId,
      id: newId(),
      contact_id: contactId,
      other_contact_id: otherId,
      visitor_id: proposal.visitorId,
      evidence: json(proposal.evidence),
      proposed_at: proposal.at,
      decision: null,
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface OpenProposal {
  id: string;
  contact_id: string;
  other_contact_id: string;
  visitor_id: string | null;
  evidence: LinkEvidence;
  proposed_at: Date;
}

/** Decides a proposal that nobody decided yet; null where somebody did, or there is none. */
export async function decideProposal(
  tx: Tx,
  id: string,
  decided: { decision: 'accepted' | 'declined'; by: StoredActor; at: Date },
): Promise<OpenProposal | null> {
  const row = await tx.db
    .updateTable('web_link_proposals')
    .set({ decision: decided.decision, decided_at: decided.at, decided_by: json(decided.by) })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('decision', 'is', null)
    .returning(['id', 'contact_id', 'other_contact_id', 'visitor_id', 'evidence', 'proposed_at'])
    .executeTakeFirst();
  return row ?? null;
}

/** What was decided of a proposal, kept from changing until the transaction ends; null: nothing. */
export async function findDecided(
  tx: Tx,
  id: string,
): Promise<{
  contact_id: string;
  other_contact_id: string;
  decision: 'accepted' | 'declined';
  decided_by: StoredActor;
} | null> {
  const row = await tx.db
    .selectFrom('web_link_proposals')
    .select(['contact_id', 'other_contact_id', 'decision', 'decided_by'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const { decision, decided_by: by } = row ?? {};
  return row && decision && by ? { ...row, decision, decided_by: by } : null;
}

/** Opens a proposal for a decision again. */
export async function reopenProposal(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('web_link_proposals')
    .set({ decision: null, decided_at: null, decided_by: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}
