import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Actor } from '../../platform/actor.ts';
import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { parsePhoneNumber } from '../../platform/phone/parse-phone-number.ts';
import { getAccountFacts } from '../accounts/public.ts';
import { NAME_CHARACTERS_MAX, VALUE_GIVEN_CHARACTERS_MAX } from './contact-limits.ts';
import {
  addContactWithPoint,
  findOwnedPoint,
  insertContactWithPoint,
  markPointVerified,
  type NewPoint,
  type OwnedPoint,
  updateContactRow,
} from './contact-store.ts';
import type { LegalBasis, PointKind, SourceKind } from './contact-tables.ts';
import { cleanText, normalisePoint } from './normalise-point.ts';

export interface PointTaken {
  kind: PointKind;
  /** As the contact gave it. */
  value: string;
  /** The name that came with it; kept only where no name is known yet. */
  nameGiven?: string | null;
  locale?: ContactLanguage | null;
  source: { kind: SourceKind; id: string | null; name: string };
  legalBasis: LegalBasis;
  /** How it was proven to be theirs, such as `dmarc`; absent: not proven. */
  verified?: { at: Date; how: string };
  /** Who is said to have added the contact; default: the intake. */
  actor?: Actor;
}

export interface TakenUp {
  /** The contact that is kept for this person, after following links. */
  contactId: string;
  pointId: string;
  /** Name of the kept contact; may be empty. */
  name: string;
  /** Whether this made a new contact. */
  isNew: boolean;
}

/**
 * The contact behind an address or number, made on first sight with where it came from. Two at once
 * make one contact. Call it for who wrote or called, never for third persons they mention or copy.
 * Throws `Invalid` if the value is not an address or number of its kind.
 */
export async function takeUpContactPoint(tx: Tx, taken: PointTaken): Promise<TakenUp> {
  const value = await normaliseForAccount(tx, taken.kind, taken.value);
  if (value === null) {
    throw new Invalid([
      { path: 'value', message: `This is not a ${taken.kind} that can be used.` },
    ]);
  }
  const nameGiven = cleanText(taken.nameGiven ?? '', NAME_CHARACTERS_MAX);
  return (
    (await findTaken(tx, taken, value, nameGiven)) ??
    (await makeContact(tx, taken, value, nameGiven)) ??
    (await findTaken(tx, taken, value, nameGiven)) ??
    failTaking()
  );
}

/**
 * The same where the point was looked up before in this transaction; null: nobody had it. The rows
 * of a new contact are queued, and the transaction fails where another one was quicker: for whoever
 * can begin again with `takeUpContactPoint`.
 */
export async function takeUpScoutedPoint(
  tx: Tx,
  taken: PointTaken,
  known: OwnedPoint | null,
): Promise<TakenUp> {
  const nameGiven = cleanText(taken.nameGiven ?? '', NAME_CHARACTERS_MAX);
  if (known) return takeKnown(tx, taken, known, nameGiven);
  const value = await normaliseForAccount(tx, taken.kind, taken.value);
  if (value === null) throw new Error('A contact point was scouted that is none.');
  const { contact, point } = makeRows(taken, value, nameGiven);
  addContactWithPoint(tx, contact, point);
  await tellCreated(tx, taken, contact.id);
  return { contactId: contact.id, pointId: point.id, name: nameGiven, isNew: true };
}

/** Normalises with the account’s country for telephone numbers; null if it is none of its kind. */
export async function normaliseForAccount(
  tx: Tx,
  kind: PointKind,
  given: string,
): Promise<string | null> {
  const country = kind === 'phone' ? (await getAccountFacts(tx)).country : null;
  return normalisePoint(kind, given, (number) => parsePhoneNumber(number, country));
}

async function findTaken(
  tx: Tx,
  taken: PointTaken,
  value: string,
  nameGiven: string,
): Promise<TakenUp | null> {
  const known = await findOwnedPoint(tx, taken.kind, value);
  return known && takeKnown(tx, taken, known, nameGiven);
}

async function takeKnown(
  tx: Tx,
  taken: PointTaken,
  known: OwnedPoint,
  nameGiven: string,
): Promise<TakenUp> {
  if (taken.verified && !known.verified_at) {
    await markPointVerified(tx, known.point_id, taken.verified);
  }
  const { kept_id: contactId, point_id: pointId, kept_name: name } = known;
  if (name !== '' || nameGiven === '') return { contactId, pointId, name, isNew: false };
  await updateContactRow(tx, contactId, { name: nameGiven });
  return { contactId, pointId, name: nameGiven, isNew: false };
}

async function makeContact(
  tx: Tx,
  taken: PointTaken,
  value: string,
  name: string,
): Promise<TakenUp | null> {
  const { contact, point } = makeRows(taken, value, name);
  const isAdded = await insertContactWithPoint(tx, contact, point);
  if (!isAdded) return null;
  await tellCreated(tx, taken, contact.id);
  return { contactId: contact.id, pointId: point.id, name, isNew: true };
}

function makeRows(taken: PointTaken, value: string, name: string) {
  const contact = { id: newId(), name, locale: taken.locale ?? null };
  const point: NewPoint = {
    id: newId(),
    contactId: contact.id,
    kind: taken.kind,
    value,
    valueGiven: cleanText(taken.value, VALUE_GIVEN_CHARACTERS_MAX),
    sourceKind: taken.source.kind,
    sourceId: taken.source.id,
    sourceName: cleanText(taken.source.name, VALUE_GIVEN_CHARACTERS_MAX),
    legalBasis: taken.legalBasis,
    verifiedAt: taken.verified?.at ?? null,
    verifiedHow: taken.verified?.how ?? null,
  };
  return { contact, point };
}

function tellCreated(tx: Tx, taken: PointTaken, contactId: string): Promise<void> {
  return emitEvent(tx, taken.actor ?? systemActor(tx.accountId, 'intake'), {
    name: 'contact.created',
    subjectId: contactId,
    facts: { source: taken.source.kind },
  });
}

function failTaking(): never {
  throw new Error('The contact point was removed again and again while it was taken up.');
}
