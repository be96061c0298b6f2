import type { updateContact as operation } from '@earshot/contract/contact-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { removePointRow, updateContactRow } from './contact-store.ts';
import type { ContactGroup } from './get-contact.ts';
import { setContactGroups } from './set-contact-groups.ts';

/** Changes name, language or groups of the person, that is of the contact that is kept. */
export async function updateContact(
  tx: Tx,
  actor: Actor,
  group: ContactGroup,
  input: BodyOf<typeof operation>,
  now: Date,
): Promise<void> {
  if (input.groups) await setContactGroups(tx, actor, group, input.groups, now);
  const change = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.locale === undefined ? {} : { locale: input.locale }),
  };
  if (Object.keys(change).length === 0) return;
  await updateContactRow(tx, group.keptId, change);
  const facts = { fields: Object.keys(change) };
  await emitEvent(tx, actor, { name: 'contact.changed', subjectId: group.keptId, facts });
}

/** Takes an address or number from the person; throws 404 if it is not theirs. */
export async function removeContactPoint(
  tx: Tx,
  actor: Actor,
  group: ContactGroup,
  pointId: string,
  now: Date,
): Promise<void> {
  const removed = await removePointRow(tx, pointId, group.ids, now);
  if (!removed) throw notFound('address or number');
  const facts = { removed: removed.kind };
  await emitEvent(tx, actor, { name: 'contact.changed', subjectId: group.keptId, facts });
}
