import './case-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { StatusBefore } from '../conversations/public.ts';
import type { CaseLinkKind } from './case-tables.ts';

export type CaseLink = Selectable<Tables['case_links']>;

export interface NewLink {
  kind: CaseLinkKind;
  caseId: string;
  toCaseId: string;
  reason: string;
  by: StoredActor;
  at: Date;
  reopenedFrom?: StatusBefore | null;
}

/** Links a case with another; answers the link’s id. */
export async function insertLink(tx: Tx, link: NewLink): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('case_links')
    .values({
      account_id: tx.accountId,
      id,
      kind: link.kind,
      case_id: link.caseId,
      to_case_id: link.toCaseId,
      reason: link.reason,
      created_by: json(link.by),
      created_at: link.at,
      reopened_from: link.reopenedFrom ? json(link.reopenedFrom) : null,
    })
    .execute();
  return id;
}

/** A link that was not removed; null if there is none. */
export async function findLink(tx: Tx, linkId: string): Promise<CaseLink | null> {
  const row = await tx.db
    .selectFrom('case_links')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', linkId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** A link of this kind between two cases, in the direction given; null if there is none. */
export async function findLinkBetween(
  tx: Tx,
  kind: CaseLinkKind,
  caseId: string,
  toCaseId: string,
): Promise<CaseLink | null> {
  const row = await tx.db
    .selectFrom('case_links')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('kind', '=', kind)
    .where('case_id', '=', caseId)
    .where('to_case_id', '=', toCaseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether following parent links from a case upwards meets the other one. */
export async function isAncestor(tx: Tx, caseId: string, ancestorId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive up(id) as (
      select ${caseId}::uuid
      union
      select l.to_case_id from case_links l join up on l.case_id = up.id
      where l.account_id = ${tx.accountId} and l.kind = 'parent' and l.removed_at is null)
    select exists (select from up where id = ${ancestorId}::uuid) as found`.execute(tx.db);
  return rows[0]?.found ?? false;
}

/** Marks a link as removed; false if somebody removed it before. */
export async function removeLink(
  tx: Tx,
  linkId: string,
  by: StoredActor,
  at: Date,
): Promise<boolean> {
  const removed = await tx.db
    .updateTable('case_links')
    .set({ removed_at: at, removed_by: json(by) })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', linkId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return removed !== undefined;
}

/**
 * Derives `merged_into_id` anew for a case and everything merged into it: each points at the end of
 * its chain. Called after a merge link of the case came or went.
 */
export async function refreshMergedInto(tx: Tx, caseId: string): Promise<void> {
  await sql`
    with recursive under(id) as (
      select ${caseId}::uuid
      union
      select l.case_id from case_links l join under on l.to_case_id = under.id
      where l.account_id = ${tx.accountId} and l.kind = 'merged_into' and l.removed_at is null
    ), chain(id, depth) as (
      select ${caseId}::uuid, 0
      union
      select l.to_case_id, chain.depth + 1 from case_links l join chain on l.case_id = chain.id
      where l.account_id = ${tx.accountId} and l.kind = 'merged_into' and l.removed_at is null
    ), last as (select id from chain order by depth desc limit 1)
    update cases set version = version + 1,
      merged_into_id = case when cases.id = last.id then null else last.id end
    from last
    where cases.account_id = ${tx.accountId} and cases.id in (select id from under)`.execute(tx.db);
}
