import './contact-tables.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { LegalBasis, PointKind, SourceKind } from './contact-tables.ts';

export interface ContactRow {
  id: string;
  name: string;
  locale: ContactLanguage | null;
  created_at: Date;
}

export interface NewPoint {
  id: string;
  contactId: string;
  kind: PointKind;
  value: string;
  valueGiven: string;
  sourceKind: SourceKind;
  sourceId: string | null;
  sourceName: string;
  legalBasis: LegalBasis;
  verifiedAt: Date | null;
  verifiedHow: string | null;
}

export interface PointRow {
  id: string;
  contact_id: string;
  kind: PointKind;
  value: string;
  value_given: string;
  source_kind: SourceKind;
  source_id: string | null;
  source_name: string;
  legal_basis: LegalBasis;
  purposes: string[];
  verified_at: Date | null;
  verified_how: string | null;
  created_at: Date;
}

/** Adds a contact. */
export async function insertContact(
  tx: Tx,
  contact: { id: string; name: string; locale: ContactLanguage | null },
): Promise<void> {
  tx.insert('contacts', { account_id: tx.accountId, ...contact });
}

/**
 * Adds a contact with its first point in one statement. False where somebody else added the point
 * at the same moment: then the new contact is taken back, since theirs counts.
 */
export async function insertContactWithPoint(
  tx: Tx,
  contact: { id: string; name: string; locale: ContactLanguage | null },
  point: NewPoint,
): Promise<boolean> {
  const added = await tx.db
    .with('contact', (db) =>
      db.insertInto('contacts').values({ account_id: tx.accountId, ...contact }),
    )
    .insertInto('contact_points')
    .values(pointValues(tx, point))
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'value']).where('removed_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!added) await deleteNewContact(tx, contact.id);
  return added !== undefined;
}

/**
 * Adds a contact with its first point, queued. Where somebody else adds the point at the same
 * moment the transaction fails: for whoever can begin again with `insertContactWithPoint`.
 */
export function addContactWithPoint(
  tx: Tx,
  contact: { id: string; name: string; locale: ContactLanguage | null },
  point: NewPoint,
): void {
  tx.insert('contacts', { account_id: tx.accountId, ...contact });
  tx.insert('contact_points', pointValues(tx, point));
}

function pointValues(tx: Tx, point: NewPoint) {
  return {
    account_id: tx.accountId,
    id: point.id,
    contact_id: point.contactId,
    kind: point.kind,
    value: point.value,
    value_given: point.valueGiven,
    source_kind: point.sourceKind,
    source_id: point.sourceId,
    source_name: point.sourceName,
    legal_basis: point.legalBasis,
    verified_at: point.verifiedAt,
    verified_how: point.verifiedHow,
    removed_at: null,
  };
}

/** Takes back a contact that was added in this very transaction and has nothing yet. */
async function deleteNewContact(tx: Tx, contactId: string): Promise<void> {
  await tx.db
    .deleteFrom('contacts')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', contactId)
    .execute();
}

/** The contact’s own row; null where there is none. */
export async function findContactRow(tx: Tx, contactId: string): Promise<ContactRow | null> {
  const row = await tx.db
    .selectFrom('contacts')
    .select(['id', 'name', 'locale', 'created_at'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', contactId)
    .executeTakeFirst();
  return row ?? null;
}

/** Changes the named fields of a contact. */
export async function updateContactRow(
  tx: Tx,
  contactId: string,
  change: { name?: string; locale?: ContactLanguage | null },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db
    .updateTable('contacts')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', contactId)
    .execute();
}

/**
 * Adds a point unless a live one has its value; waits for a transaction that adds the same at this
 * moment. False: it exists already.
 */
export async function insertPoint(tx: Tx, point: NewPoint): Promise<boolean> {
  const added = await tx.db
    .insertInto('contact_points')
    .values(pointValues(tx, point))
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'value']).where('removed_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export interface OwnedPoint {
  point_id: string;
  value: string;
  verified_at: Date | null;
  /** The contact that is kept for the one that holds the point, after following links. */
  kept_id: string;
  kept_name: string;
}

/** The live points with these normalised values and whose they are. */
export async function listOwnedPoints(
  tx: Tx,
  kind: PointKind,
  values: readonly string[],
): Promise<OwnedPoint[]> {
  const { rows } = await sql<OwnedPoint>`
    with recursive up (point_id, value, verified_at, contact_id, depth) as (
      select point.id, point.value, point.verified_at, point.contact_id, 0
      from contact_points point
      where point.account_id = ${tx.accountId} and point.kind = ${kind}
        and point.value = any(${values}::text[]) and point.removed_at is null
      union all
      select up.point_id, up.value, up.verified_at, link.contact_id, up.depth + 1
      from up join contact_links link on link.account_id = ${tx.accountId}
        and link.linked_contact_id = up.contact_id and link.removed_at is null
    )
    select distinct on (up.point_id) up.point_id, up.value, up.verified_at,
      contact.id as kept_id, contact.name as kept_name
    from up join contacts contact on contact.account_id = ${tx.accountId}
      and contact.id = up.contact_id
    order by up.point_id, up.depth desc`.execute(tx.db);
  return rows;
}

/** The live point with this normalised value and whose it is. */
export async function findOwnedPoint(
  tx: Tx,
  kind: PointKind,
  value: string,
): Promise<OwnedPoint | null> {
  const [known] = await listOwnedPoints(tx, kind, [value]);
  return known ?? null;
}

/** Live points of these contacts, oldest first. */
export async function listPointRows(
  tx: Tx,
  contactIds: readonly string[],
  limit: number,
): Promise<PointRow[]> {
  return tx.db
    .selectFrom('contact_points')
    .select([
      'id',
      'contact_id',
      'kind',
      'value',
      'value_given',
      'source_kind',
      'source_id',
      'source_name',
      'legal_basis',
      'purposes',
      'verified_at',
      'verified_how',
      'created_at',
    ])
    .where('account_id', '=', tx.accountId)
    .where('contact_id', 'in', [...contactIds])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Says that a point was proven to be theirs; a proof already there is kept. */
export async function markPointVerified(
  tx: Tx,
  pointId: string,
  verified: { at: Date; how: string },
): Promise<void> {
  await tx.db
    .updateTable('contact_points')
    .set({ verified_at: verified.at, verified_how: verified.how })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', pointId)
    .where('verified_at', 'is', null)
    .execute();
}

/** Removes a live point of one of these contacts; answers what it was, or null. */
export async function removePointRow(
  tx: Tx,
  pointId: string,
  contactIds: readonly string[],
  at: Date,
): Promise<{ kind: PointKind; contact_id: string } | null> {
  const row = await tx.db
    .updateTable('contact_points')
    .set({ removed_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', pointId)
    .where('contact_id', 'in', [...contactIds])
    .where('removed_at', 'is', null)
    .returning(['kind', 'contact_id'])
    .executeTakeFirst();
  return row ?? null;
}

/** The contact that is kept for this one: follows live links upwards; itself if it has none. */
export async function findKeptContactId(tx: Tx, contactId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, depth) as (
      select ${contactId}::uuid, 0
      union all
      select link.contact_id, up.depth + 1
      from up join contact_links link on link.account_id = ${tx.accountId}
        and link.linked_contact_id = up.id and link.removed_at is null
    )
    select id from up order by depth desc limit 1`.execute(tx.db);
  return rows[0]!.id;
}

/** Contacts that stand for a person (not linked to another), the newest first. */
export async function listKeptContacts(
  tx: Tx,
  page: { limit: number; beforeId: string | null },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select contact.id, contact.name from contacts contact
    where contact.account_id = ${tx.accountId}
      and (${page.beforeId}::uuid is null or contact.id < ${page.beforeId}::uuid)
      and not exists (select from contact_links link where link.account_id = contact.account_id
        and link.linked_contact_id = contact.id and link.removed_at is null)
    order by contact.id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/**
 * Contacts of which a name, address or number holds the letters, each once under the contact that
 * is kept for it; the newest first among the first `hitsMax` hits.
 */
export async function searchKeptContacts(
  tx: Tx,
  letters: string,
  page: { limit: number; beforeId: string | null; hitsMax: number },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive up (id) as (
      select contact_id from search_contacts(${letters}, ${page.hitsMax}::int)
      union
      select link.contact_id
      from up join contact_links link on link.account_id = ${tx.accountId}
        and link.linked_contact_id = up.id and link.removed_at is null
    )
    select contact.id, contact.name
    from up join contacts contact on contact.account_id = ${tx.accountId} and contact.id = up.id
    where (${page.beforeId}::uuid is null or contact.id < ${page.beforeId}::uuid)
      and not exists (select from contact_links link where link.account_id = contact.account_id
        and link.linked_contact_id = contact.id and link.removed_at is null)
    order by contact.id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

/** The contacts of these ids. */
export async function listContactRows(
  tx: Tx,
  contactIds: readonly string[],
): Promise<ContactRow[]> {
  return tx.db
    .selectFrom('contacts')
    .select(['id', 'name', 'locale', 'created_at'])
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...contactIds])
    .orderBy('id')
    .execute();
}
