import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { POINTS_MAX, VALUE_GIVEN_CHARACTERS_MAX } from './contact-limits.ts';
import { canLearnOwner } from './contact-policy.ts';
import {
  findKeptContactId,
  findOwnedPoint,
  insertContact,
  insertPoint,
  listPointRows,
} from './contact-store.ts';
import type { PointKind, SourceKind } from './contact-tables.ts';
import { contactText } from './contact-texts.ts';
import { cleanText } from './normalise-point.ts';
import { normaliseForAccount } from './take-up-contact-point.ts';

export interface PointInput {
  kind: PointKind;
  value: string;
}

export interface ContactInput {
  name: string;
  locale: ContactLanguage | null;
  points: readonly PointInput[];
}

/** Adds a contact by hand with its points, all or none. Answers its id. */
export async function createContact(tx: Tx, actor: Actor, input: ContactInput): Promise<string> {
  const id = newId();
  await insertContact(tx, { id, name: input.name, locale: input.locale });
  for (const [index, point] of input.points.entries()) {
    await addPoint(tx, actor, id, point, `body.points.${index}.value`);
  }
  const { kind: source } = sourceOf(actor);
  await emitEvent(tx, actor, { name: 'contact.created', subjectId: id, facts: { source } });
  return id;
}

/** Adds an address or number to a contact; its source is the member or program that adds it. */
export async function addContactPoint(
  tx: Tx,
  actor: Actor,
  contactId: string,
  input: PointInput,
): Promise<void> {
  if ((await listPointRows(tx, [contactId], POINTS_MAX)).length >= POINTS_MAX) {
    throw new Refused('too_many_points', `A contact has at most ${POINTS_MAX} addresses.`);
  }
  await addPoint(tx, actor, contactId, input, 'body.value');
  const facts = { added: input.kind };
  await emitEvent(tx, actor, { name: 'contact.changed', subjectId: contactId, facts });
}

async function addPoint(
  tx: Tx,
  actor: Actor,
  contactId: string,
  point: PointInput,
  path: string,
): Promise<void> {
  const value = await normaliseForAccount(tx, point.kind, point.value);
  if (value === null) throw new Invalid([{ path, message: MISFITS[point.kind] }]);
  const source = sourceOf(actor);
  const isAdded = await insertPoint(tx, {
    id: newId(),
    contactId,
    kind: point.kind,
    value,
    valueGiven: cleanText(point.value, VALUE_GIVEN_CHARACTERS_MAX),
    sourceKind: source.kind,
    sourceId: source.id,
    sourceName: source.name,
    legalBasis: 'contract',
    verifiedAt: null,
    verifiedHow: null,
  });
  if (!isAdded) throw await refuseTaken(tx, actor, contactId, point.kind, value);
}

const MISFITS: Record<PointKind, string> = {
  email: 'This is not one e-mail address.',
  phone: 'This is not a telephone number; write it with its country code, such as +49 30 123456.',
  handle: 'There is nothing in it.',
  postal: 'There is nothing in it.',
  device: 'There is nothing in it.',
  visitor: 'There is nothing in it.',
  identity: 'There is nothing in it.',
};

function sourceOf(actor: Actor): { kind: SourceKind; id: string | null; name: string } {
  const { id, name } = storedActor(actor);
  if (actor.kind === 'member') return { kind: 'member', id, name };
  return { kind: 'import', id, name: contactText(actor.locale, 'source_program', { name }) };
}

async function refuseTaken(
  tx: Tx,
  actor: Actor,
  contactId: string,
  kind: PointKind,
  value: string,
): Promise<Refused> {
  const owned = await findOwnedPoint(tx, kind, value);
  if (!owned || !canLearnOwner(actor)) {
    return new Refused('point_taken', 'Another contact has this already. Nothing was changed.');
  }
  const { kept_id: keptId } = owned;
  if (keptId === (await findKeptContactId(tx, contactId))) {
    return new Refused('point_taken', 'This contact has it already. Nothing was changed.', {
      facts: { contact_id: keptId },
    });
  }
  const owner = owned.kept_name || value;
  return new Refused(
    'point_taken',
    `This belongs to ${owner} already. If both are the same person, link the two contacts.`,
    { facts: { contact_id: keptId, name: owner } },
  );
}
