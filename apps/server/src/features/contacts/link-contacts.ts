import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { lockAccount } from '../accounts/public.ts';
import { LINKED_MAX } from './contact-limits.ts';
import { findContactRow, findKeptContactId } from './contact-store.ts';
import { decideLink, type LinkRefusal } from './link-rules.ts';
import {
  findParentContactId,
  insertLink,
  listContactIdsBelow,
  listLinkRows,
  removeLinkRow,
} from './link-store.ts';

/**
 * Says that `linkedId` is the same person as `contactId`, which is kept. Only a link is added, so
 * taking it back restores both exactly.
 */
export async function linkContacts(
  tx: Tx,
  actor: Actor,
  contactId: string,
  linkedId: string,
  reason: string,
): Promise<void> {
  // One at a time: two links at once could close a circle that neither sees.
  await lockAccount(tx);
  if (!(await findContactRow(tx, contactId))) throw notFound('contact');
  if (!(await findContactRow(tx, linkedId))) {
    const message = 'There is no contact with this id.';
    throw new Invalid([{ path: 'body.linked_contact_id', message }]);
  }
  const keptId = await findKeptContactId(tx, contactId);
  const ids = await listContactIdsBelow(tx, keptId);
  const joining = await listContactIdsBelow(tx, linkedId);
  const refusal = decideLink({
    contactId: contactId.toLowerCase(),
    linkedId: linkedId.toLowerCase(),
    keptId,
    parentOfLinked: await findParentContactId(tx, linkedId),
    size: ids.length + joining.length,
    sizeMax: LINKED_MAX,
  });
  if (refusal) throw await refuseLink(tx, refusal, linkedId);
  const id = newId();
  await insertLink(tx, { id, contactId, linkedId, reason, createdBy: storedActor(actor).id });
  const facts = { link_id: id, linked_contact_id: linkedId };
  await emitEvent(tx, actor, { name: 'contact.linked', subjectId: keptId, facts });
}

/** Takes a link back: two persons again, each as they were. Throws 404 if there is none. */
export async function unlinkContacts(
  tx: Tx,
  actor: Actor,
  group: { keptId: string; ids: readonly string[] },
  linkId: string,
  now: Date,
): Promise<void> {
  await lockAccount(tx);
  const by = storedActor(actor).id;
  const removed = await removeLinkRow(tx, linkId, group.ids, { at: now, by });
  if (!removed) throw notFound('link');
  const facts = { link_id: linkId, linked_contact_id: removed.linked_contact_id };
  await emitEvent(tx, actor, { name: 'contact.unlinked', subjectId: group.keptId, facts });
}

/** Takes the link of the second contact to the first back; without one nothing changes. */
export async function separateContacts(
  tx: Tx,
  actor: Actor,
  contactId: string,
  linkedId: string,
  now: Date,
): Promise<void> {
  const links = await listLinkRows(tx, [contactId]);
  const link = links.find((one) => one.linked_contact_id === linkedId);
  if (!link) return;
  const keptId = await findKeptContactId(tx, contactId);
  const ids = await listContactIdsBelow(tx, keptId);
  await unlinkContacts(tx, actor, { keptId, ids }, link.id, now);
}

async function refuseLink(tx: Tx, refusal: LinkRefusal, linkedId: string): Promise<Refused> {
  if (refusal === 'same_contact') {
    return new Refused(refusal, 'These are the same person already. Nothing was changed.');
  }
  if (refusal === 'too_many_links') {
    return new Refused(refusal, `At most ${LINKED_MAX} contacts can be linked as one person.`);
  }
  const keptId = await findKeptContactId(tx, linkedId);
  const kept = await findContactRow(tx, keptId);
  return new Refused(
    refusal,
    `This contact is linked to ${kept?.name || 'another contact'} already. ` +
      'Take that link back first, or link that contact.',
    { facts: { contact_id: keptId } },
  );
}
