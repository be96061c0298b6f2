import './link-tables.ts';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import { sameReading_ms } from './link-limits.ts';
import type { LinkKind } from './link-tables.ts';

export type LinkRow = Selectable<Tables['page_links']>;

export interface NewLink {
  id: string;
  kind: LinkKind;
  caseId: string;
  address: string;
  at: Date;
}

/** Writes a link down; one that stands already stays as it is. */
export function insertLink(tx: Tx, link: NewLink): void {
  tx.insertMissing('page_links', {
    account_id: tx.accountId,
    id: link.id,
    kind: link.kind,
    case_id: link.caseId,
    address: link.address,
    made_at: link.at,
  });
}

/** The link with this id, over all accounts: only to learn whose it claims to be. */
export async function findLinkOwner(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('page_links')
    .select('account_id')
    .where('id', '=', id)
    .limit(2)
    .execute();
  return rows.map((row) => row.account_id);
}

/** A link of this account, revoked or not. */
export async function findLink(tx: Tx, id: string): Promise<LinkRow | null> {
  const row = await tx.db
    .selectFrom('page_links')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** A link was followed or mailed: it runs out later. */
export async function touchLink(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('page_links')
    .set({ used_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export interface LinkPlace {
  address: string;
  /** The link that stands; null: none was made yet. */
  id: string | null;
  revoked: number;
}

/** Which links stand for these addresses in a case, and how many were revoked before. */
export async function listLinkPlaces(
  tx: Tx,
  kind: LinkKind,
  caseId: string,
  addresses: readonly string[],
): Promise<LinkPlace[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<LinkPlace>`
    select a.address,
      (array_agg(l.id) filter (where l.id is not null and l.revoked_at is null))[1] as id,
      (count(l.id) filter (where l.revoked_at is not null))::int as revoked
    from unnest(${[...addresses]}::text[]) as a(address)
    left join page_links l on l.account_id = ${tx.accountId} and l.case_id = ${caseId}
      and l.kind = ${kind} and l.address = a.address
    group by a.address`.execute(tx.db);
  return rows;
}

export interface ListedLink {
  id: string;
  address: string;
  made_at: Date;
  used_at: Date | null;
  opened_at: Date | null;
  openings: number;
}

/** Links of one kind in a case that stand, with when each was opened last. */
export async function listCaseLinks(tx: Tx, caseId: string, kind: LinkKind): Promise<ListedLink[]> {
  const { rows } = await sql<ListedLink>`
    select l.id, l.address, l.made_at, l.used_at, o.opened_at, coalesce(o.openings, 0)::int as openings
    from page_links l
    left join lateral (
      select max(p.opened_at) as opened_at, count(*) as openings from page_openings p
      where p.account_id = l.account_id and p.link_id = l.id and p.what = 'page'
    ) o on true
    where l.account_id = ${tx.accountId} and l.case_id = ${caseId} and l.kind = ${kind}
      and l.revoked_at is null
    order by l.made_at, l.id limit 100`.execute(tx.db);
  return rows;
}

/** Takes a link out of use; false if it was already. */
export async function revokeLinkRow(
  tx: Tx,
  id: string,
  by: StoredActor,
  at: Date,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('page_links')
    .set({ revoked_at: at, revoked_by: json(by) })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Lets a revoked link work again: a revocation was undone. */
export async function restoreLinkRow(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('page_links')
    .set({ revoked_at: null, revoked_by: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Records that a page or one of its files was read; answers false for the same reading again. */
export async function insertOpening(
  tx: Tx,
  opening: { linkId: string; caseId: string; what: 'page' | 'file'; at: Date },
): Promise<boolean> {
  const since = new Date(opening.at.getTime() - sameReading_ms);
  const { rows } = await sql<{ id: string }>`
    insert into page_openings (account_id, id, link_id, case_id, what, opened_at)
    select ${tx.accountId}, ${newId()}, ${opening.linkId}, ${opening.caseId}, ${opening.what},
      ${opening.at}
    where not exists (select from page_openings o where o.account_id = ${tx.accountId}
      and o.link_id = ${opening.linkId} and o.what = ${opening.what} and o.opened_at > ${since})
    returning id`.execute(tx.db);
  return rows.length > 0;
}
