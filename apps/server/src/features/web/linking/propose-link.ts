import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { Channel } from '../../channels/public.ts';
import { listOwnedPoints } from '../../contacts/public.ts';
import type { Visitor } from '../visitors/visitor-store.ts';
import type { LinkEvidence } from '../web-tables.ts';
import { insertProposal } from './link-proposal-store.ts';
import { listAdopted } from './link-proposal-views.ts';

/**
 * Where a visitor’s proofs say that they are somebody we know otherwise, it is proposed with the
 * evidence: a person decides. Before their first word there is no contact and nothing to propose.
 */
export async function proposeLinks(
  tx: Tx,
  channel: Pick<Channel, 'address'>,
  visitor: Visitor,
  now: Date,
): Promise<void> {
  const contactId = await findContact(tx, channel, visitor);
  if (contactId === null) return;
  const { email, email_verified_how: how } = visitor;
  if (email !== null && how !== null) {
    const [owner] = await listOwnedPoints(tx, 'email', [email]);
    const evidence = { code: how, address: email };
    await propose(tx, { contactId, otherId: owner?.kept_id ?? null, visitor, evidence, now });
  }
  if (visitor.subject === null) return;
  for (const adoptedId of await listAdopted(tx, visitor.id)) {
    const [before] = await listOwnedPoints(tx, 'visitor', [adoptedId]);
    const evidence = { code: 'same_browser' as const, address: null };
    await propose(tx, { contactId, otherId: before?.kept_id ?? null, visitor, evidence, now });
  }
}

/** The contact behind a visitor; null before their first word. */
export async function findContact(
  tx: Tx,
  channel: Pick<Channel, 'address'>,
  visitor: Pick<Visitor, 'id' | 'subject'>,
): Promise<string | null> {
  const [point] = await (visitor.subject === null
    ? listOwnedPoints(tx, 'visitor', [visitor.id])
    : listOwnedPoints(tx, 'identity', [`${channel.address}/${visitor.subject}`]));
  return point?.kept_id ?? null;
}

async function propose(
  tx: Tx,
  proposal: {
    contactId: string;
    otherId: string | null;
    visitor: Visitor;
    evidence: LinkEvidence;
    now: Date;
  },
): Promise<void> {
  const { contactId, otherId, visitor, evidence, now: at } = proposal;
  if (otherId === null || otherId === contactId) return;
  const id = await insertProposal(tx, { contactId, otherId, visitorId: visitor.id, evidence, at });
  if (id === null) return;
  await emitEvent(tx, systemActor(tx.accountId, 'web'), {
    name: 'contact.link_proposed',
    subjectId: otherId,
    facts: { proposal_id: id, contact_id: contactId, because: evidence.code },
  });
}
