import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { VALUE_GIVEN_CHARACTERS_MAX } from './contact-limits.ts';
import { findOwnedPoint, insertPoint, markPointVerified } from './contact-store.ts';
import { cleanText } from './normalise-point.ts';
import { normaliseForAccount, type PointTaken } from './take-up-contact-point.ts';

/**
 * Adds a point that a contact gave beside the one they wrote from. Answers whose it is: theirs, or
 * that of another contact, from whom it is never taken away (people decide whether the two are
 * one); null where it is none of its kind.
 */
export async function addGivenPoint(
  tx: Tx,
  contactId: string,
  given: PointTaken,
): Promise<{ pointId: string; ownerId: string } | null> {
  const value = await normaliseForAccount(tx, given.kind, given.value);
  if (value === null) return null;
  const id = newId();
  const isAdded = await insertPoint(tx, {
    id,
    contactId,
    kind: given.kind,
    value,
    valueGiven: cleanText(given.value, VALUE_GIVEN_CHARACTERS_MAX),
    sourceKind: given.source.kind,
    sourceId: given.source.id,
    sourceName: given.source.name,
    legalBasis: given.legalBasis,
    verifiedAt: given.verified?.at ?? null,
    verifiedHow: given.verified?.how ?? null,
  });
  if (isAdded) return { pointId: id, ownerId: contactId };
  const known = await findOwnedPoint(tx, given.kind, value);
  if (!known) return null;
  const isTheirs = known.kept_id === contactId;
  if (isTheirs && given.verified && !known.verified_at) {
    await markPointVerified(tx, known.point_id, given.verified);
  }
  return { pointId: known.point_id, ownerId: known.kept_id };
}
