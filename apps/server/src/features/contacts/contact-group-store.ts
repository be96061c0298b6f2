import './contact-tables.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';

export interface NamedGroup {
  id: string;
  name: string;
}

/** Groups of a person, by name: of whichever of their contacts. */
export async function listGroupsOf(tx: Tx, contactIds: readonly string[]): Promise<NamedGroup[]> {
  if (contactIds.length === 0) return [];
  return tx.db
    .selectFrom('contact_group_members as m')
    .innerJoin('contact_groups as g', (on) =>
      on.onRef('g.account_id', '=', 'm.account_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select(['g.id', 'g.name'])
    .distinct()
    .where('m.account_id', '=', tx.accountId)
    .where((where) => where('m.contact_id', '=', where.fn.any(where.val([...contactIds]))))
    .orderBy('g.name')
    .execute();
}

/** Every group of the account with how many contacts belong to it, by name. */
export async function listGroupRows(tx: Tx): Promise<(NamedGroup & { contact_count: number })[]> {
  const { rows } = await sql<NamedGroup & { contact_count: number }>`
    select g.id, g.name, count(m.contact_id)::int as contact_count
    from contact_groups g
    left join contact_group_members m on m.account_id = g.account_id and m.group_id = g.id
    where g.account_id = ${tx.accountId}
    group by g.id, g.name order by lower(g.name)`.execute(tx.db);
  return rows;
}

/** The group of this name whatever its case, made where there is none. */
export async function takeGroup(tx: Tx, name: string, at: Date): Promise<NamedGroup> {
  const { rows } = await sql<NamedGroup>`
    insert into contact_groups (account_id, id, name, created_at)
    values (${tx.accountId}, ${newId()}, ${name}, ${at})
    on conflict (account_id, lower(name)) do update set name = contact_groups.name
    returning id, name`.execute(tx.db);
  return rows[0]!;
}

/** Adds a contact to a group; who belongs to it already stays as they are. */
export async function insertGroupMember(
  tx: Tx,
  member: { groupId: string; contactId: string; by: StoredActor; at: Date },
): Promise<void> {
  await tx.db
    .insertInto('contact_group_members')
    .values({
      account_id: tx.accountId,
      group_id: member.groupId,
      contact_id: member.contactId,
      added_by: json(member.by),
      added_at: member.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a person out of a group; the group stays, since policies may ask for it. */
export async function deleteGroupMember(
  tx: Tx,
  groupId: string,
  contactIds: readonly string[],
): Promise<void> {
  await tx.db
    .deleteFrom('contact_group_members')
    .where('account_id', '=', tx.accountId)
    .where('group_id', '=', groupId)
    .where((where) => where('contact_id', '=', where.fn.any(where.val([...contactIds]))))
    .execute();
}
