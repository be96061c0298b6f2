import './contact-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { findKeptContactId } from './contact-store.ts';

export interface LinkRow {
  id: string;
  contact_id: string;
  linked_contact_id: string;
  linked_name: string;
  reason: string;
  created_at: Date;
}

/** Adds a link. */
export async function insertLink(
  tx: Tx,
  link: {
    id: string;
    contactId: string;
    linkedId: string;
    reason: string;
    createdBy: string | null;
  },
): Promise<void> {
  await tx.db
    .insertInto('contact_links')
    .values({
      account_id: tx.accountId,
      id: link.id,
      contact_id: link.contactId,
      linked_contact_id: link.linkedId,
      reason: link.reason,
      created_by: link.createdBy,
      removed_at: null,
      removed_by: null,
    })
    .execute();
}

/** Takes a live link of one of these contacts back; answers the contact that stands alone again. */
export async function removeLinkRow(
  tx: Tx,
  linkId: string,
  contactIds: readonly string[],
  removed: { at: Date; by: string | null },
): Promise<{ contact_id: string; linked_contact_id: string } | null> {
  const row = await tx.db
    .updateTable('contact_links')
    .set({ removed_at: removed.at, removed_by: removed.by })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', linkId)
    .where('contact_id', 'in', [...contactIds])
    .where('removed_at', 'is', null)
    .returning(['contact_id', 'linked_contact_id'])
    .executeTakeFirst();
  return row ?? null;
}

/** The contact this one is directly linked to; null if it stands on its own. */
export async function findParentContactId(tx: Tx, contactId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('contact_links')
    .select('contact_id')
    .where('account_id', '=', tx.accountId)
    .where('linked_contact_id', '=', contactId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.contact_id ?? null;
}

/** This contact and every one linked to it, directly or through others. */
export async function listContactIdsBelow(tx: Tx, contactId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive down (id) as (
      select ${contactId}::uuid
      union
      select link.linked_contact_id
      from down join contact_links link on link.account_id = ${tx.accountId}
        and link.contact_id = down.id and link.removed_at is null
    )
    select id from down`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** Every contact of the person behind this one, itself included, whichever way they are linked. */
export async function listPersonIds(tx: Tx, contactId: string): Promise<string[]> {
  return listContactIdsBelow(tx, await findKeptContactId(tx, contactId));
}

/** Live links among these contacts, oldest first, with the name of the linked one. */
export async function listLinkRows(tx: Tx, contactIds: readonly string[]): Promise<LinkRow[]> {
  return tx.db
    .selectFrom('contact_links as link')
    .innerJoin('contacts as linked', (join) =>
      join
        .onRef('linked.account_id', '=', 'link.account_id')
        .onRef('linked.id', '=', 'link.linked_contact_id'),
    )
    .select([
      'link.id',
      'link.contact_id',
      'link.linked_contact_id',
      'linked.name as linked_name',
      'link.reason',
      'link.created_at',
    ])
    .where('link.account_id', '=', tx.accountId)
    .where('link.contact_id', 'in', [...contactIds])
    .where('link.removed_at', 'is', null)
    .orderBy('link.id')
    .execute();
}
