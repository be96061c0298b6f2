// Reads cases: how many a contact has and which, as far as the caller may see them.
import './contact-tables.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

/**
 * The condition on `cases c` that leaves the cases this actor may see. Cases belong to a higher
 * tier, so app.ts hands it in.
 */
export type VisibleCases = (tx: Tx, actor: Actor) => Promise<RawBuilder<boolean>>;

const listed = sql`c.deleted_at is null and c.merged_into_id is null`;

/** Contacts below each of these, itself included: (root, id). */
function groupsOf(tx: Tx, ids: readonly string[]): RawBuilder<unknown> {
  return sql`recursive grouped (root, id) as (
    select given.id, given.id from unnest(${[...ids]}::uuid[]) as given (id)
    union
    select grouped.root, link.linked_contact_id
    from grouped join contact_links link on link.account_id = ${tx.accountId}
      and link.contact_id = grouped.id and link.removed_at is null)`;
}

export interface CaseCounts {
  case_count: number;
  open_case_count: number;
  last_message_at: Date | null;
}

/** Visible cases of each contact and of those linked to it. */
export async function countContactCases(
  tx: Tx,
  contactIds: readonly string[],
  visible: RawBuilder<boolean>,
): Promise<Map<string, CaseCounts>> {
  const { rows } = await sql<CaseCounts & { root: string }>`
    with ${groupsOf(tx, contactIds)}
    select grouped.root, count(c.id)::int as case_count,
      (count(c.id) filter (where c.status in ('open', 'waiting')))::int as open_case_count,
      max(c.last_message_at) as last_message_at
    from grouped
    left join cases c on c.account_id = ${tx.accountId} and c.contact_id = grouped.id
      and ${listed} and ${visible}
    group by grouped.root`.execute(tx.db);
  return new Map(rows.map((row) => [row.root, row]));
}

/** The address to show where nobody said a name: an e-mail address if there is one. */
export async function listMainPoints(
  tx: Tx,
  contactIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ root: string; value: string }>`
    with ${groupsOf(tx, contactIds)}
    select distinct on (grouped.root) grouped.root, point.value
    from grouped join contact_points point on point.account_id = ${tx.accountId}
      and point.contact_id = grouped.id and point.removed_at is null
      and point.kind not in ('visitor', 'device')
    order by grouped.root, point.contact_id <> grouped.root, point.kind <> 'email', point.id
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.root, row.value]));
}

export interface ContactCaseRow {
  id: string;
  number: number;
  subject: string;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  last_message_at: Date;
}

/** Visible cases of these contacts, the one that moved last first. */
export async function listContactCaseRows(
  tx: Tx,
  contactIds: readonly string[],
  visible: RawBuilder<boolean>,
  page: { limit: number; before: { at: Date; id: string } | null },
): Promise<ContactCaseRow[]> {
  const { before } = page;
  const after = before
    ? sql`and (c.last_message_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql``;
  const { rows } = await sql<ContactCaseRow>`
    select c.id, c.number, c.subject, c.status, c.last_message_at from cases c
    where c.account_id = ${tx.accountId} and c.contact_id = any(${[...contactIds]}::uuid[])
      and ${listed} and ${visible} ${after}
    order by c.last_message_at desc, c.id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}
