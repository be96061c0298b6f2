// reads: contacts
import type { LinkProposal } from '@earshot/contract/link-proposal-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { contactLinking } from '../../contacts/public.ts';
import type { LinkEvidence } from '../web-tables.ts';

interface ProposalRow {
  id: string;
  contact_id: string;
  contact_name: string;
  other_contact_id: string;
  other_name: string;
  evidence: LinkEvidence;
  proposed_at: Date;
}

/**
 * Undecided proposals about the person behind a contact, the newest first, without those linked
 * meanwhile; 404 without one.
 */
export async function presentProposals(tx: Tx, contactId: string): Promise<LinkProposal[]> {
  const known = await tx.db
    .selectFrom('contacts')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', contactId)
    .executeTakeFirst();
  if (!known) throw notFound('contact');
  const contactIds = await contactLinking.listPersonIds(tx, contactId);
  const ids = sql`any(${[...contactIds]}::uuid[])`;
  const { rows } = await sql<ProposalRow>`
    select p.id, p.contact_id, a.name as contact_name, p.other_contact_id, b.name as other_name,
      p.evidence, p.proposed_at
    from web_link_proposals p
    join contacts a on a.account_id = p.account_id and a.id = p.contact_id
    join contacts b on b.account_id = p.account_id and b.id = p.other_contact_id
    where p.account_id = ${tx.accountId} and p.decision is null
      and (p.contact_id = ${ids}) <> (p.other_contact_id = ${ids})
    order by p.id desc limit 20`.execute(tx.db);
  return rows.map((row) => ({
    id: row.id,
    contact: { id: row.contact_id, name: row.contact_name },
    other: { id: row.other_contact_id, name: row.other_name },
    evidence: row.evidence,
    proposed_at: row.proposed_at.toISOString(),
  }));
}

/** Undecided proposals that this visitor’s own proofs led to. */
export async function listVisitorProposals(tx: Tx, visitorId: string) {
  const rows = await tx.db
    .selectFrom('web_link_proposals')
    .select(['id', 'evidence', 'proposed_at'])
    .where('account_id', '=', tx.accountId)
    .where('visitor_id', '=', visitorId)
    .where('decision', 'is', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, proposed_at: row.proposed_at.toISOString() }));
}

/** Visitors whose browser this signed-in one went on in. */
export async function listAdopted(tx: Tx, visitorId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('web_visitors')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('adopted_by', '=', visitorId)
    .execute();
  return rows.map((row) => row.id);
}
