import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { recordAudit } from '../keys/public.ts';
import {
  deleteGroupMember,
  insertGroupMember,
  listGroupsOf,
  type NamedGroup,
  takeGroup,
} from './contact-group-store.ts';
import type { ContactGroup } from './get-contact.ts';
import { listPersonIds } from './link-store.ts';

/**
 * Puts a person into exactly these groups; a group of a new name is made. Setting the groups that
 * were is the undo. What is promised in their open cases is planned anew (`replan-consumer.ts`).
 */
export async function setContactGroups(
  tx: Tx,
  actor: Actor,
  person: ContactGroup,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const before = await listGroupsOf(tx, person.ids);
  const wanted: NamedGroup[] = [];
  for (const name of names) wanted.push(await takeGroup(tx, name, now));
  const added = wanted.filter(({ id }) => !before.some((one) => one.id === id));
  const removed = before.filter(({ id }) => !wanted.some((one) => one.id === id));
  if (added.length + removed.length === 0) return;
  const by = storedActor(actor);
  for (const { id: groupId } of added) {
    await insertGroupMember(tx, { groupId, contactId: person.keptId, by, at: now });
  }
  for (const { id } of removed) await deleteGroupMember(tx, id, person.ids);
  const detail = {
    added: added.map(({ name }) => name),
    removed: removed.map(({ name }) => name),
  };
  const subjectId = person.keptId;
  await recordAudit(tx, by, {
    action: 'contact.groups_changed',
    subjectKind: 'contact',
    subjectId,
    detail,
  });
  await emitEvent(tx, actor, {
    name: 'contact.changed',
    subjectId,
    facts: { fields: ['groups'] },
  });
}

/** Names of the groups of the person behind a contact; nobody belongs to none. */
export async function listGroupNames(tx: Tx, contactId: string | null): Promise<string[]> {
  if (contactId === null) return [];
  const groups = await listGroupsOf(tx, await listPersonIds(tx, contactId));
  return groups.map(({ name }) => name);
}
