// reads: cases, case_links, contact_links, contacts, messages, conversations
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import { contactLinking } from '../contacts/public.ts';
import type { ComparedCase, EarlierCase, JoinReason } from './join-rules.ts';
import { type FoldedPart, ownWords } from './own-words-rules.ts';
import { candidatesMax, unfinishedWithin_ms } from './trail-limits.ts';

interface ComparedRow {
  id: string;
  number: number;
  subject: string;
  status: EarlierCase['status'];
  opened_at: Date;
  at: Date;
  resolved_at: Date | null;
  body: string | null;
  folded: FoldedPart[] | null;
  contact_name: string | null;
}

const firstWords = sql`left join lateral (
    select left(m.body_text, 20000) as body, m.folded from messages m
    join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
      and v.kind = 'contact'
    where m.account_id = c.account_id and m.case_id = c.id and m.direction = 'in'
      and m.kind = 'message'
    order by m.received_at, m.id limit 1) m on true
  left join contacts who on who.account_id = c.account_id and who.id = c.contact_id`;

/** A case that a contact’s message opened, for comparing; null where it is not one (any more). */
export async function findOpened(tx: Tx, caseId: string): Promise<ComparedCase | null> {
  const { rows } = await sql<ComparedRow>`
    select c.id, c.number, c.subject, c.status, c.created_at as opened_at, c.created_at as at,
      null::timestamptz as resolved_at, m.body, m.folded, who.name as contact_name
    from cases c ${firstWords}
    where c.account_id = ${tx.accountId} and c.id = ${caseId} and c.deleted_at is null
      and c.merged_into_id is null and c.contact_id is not null and not c.held`.execute(tx.db);
  const [row] = rows;
  return row?.body == null ? null : compared(row);
}

/**
 * Other cases of the same person for each of these cases, by contacts that somebody linked as one
 * person; those that are merged, removed or linked with the new case already are left out.
 */
export async function listEarlier(
  tx: Tx,
  caseIds: readonly string[],
  now: Date,
): Promise<Map<string, EarlierCase[]>> {
  if (caseIds.length === 0) return new Map();
  const since = new Date(now.getTime() - unfinishedWithin_ms);
  const { rows } = await sql<ComparedRow & { asked_id: string }>`
    select asked.id as asked_id, earlier.*
    from unnest(${caseIds}::uuid[]) as asked (id) cross join lateral (
    with recursive person (id) as (
      select contact_id from cases
      where account_id = ${tx.accountId} and id = asked.id and contact_id is not null
      union
      select case when l.contact_id = p.id then l.linked_contact_id else l.contact_id end
      from person p join contact_links l on l.account_id = ${tx.accountId}
        and l.removed_at is null and (l.contact_id = p.id or l.linked_contact_id = p.id)
    )
    select c.id, c.number, c.subject, c.status, c.created_at as opened_at,
      c.last_message_at as at, coalesce(c.resolved_at, c.closed_at) as resolved_at,
      m.body, m.folded, who.name as contact_name
    from person p
    -- Fenced, so that only the person’s cases are read, however many PostgreSQL expects.
    cross join lateral (select * from cases c
      where c.account_id = ${tx.accountId} and c.contact_id = p.id offset 0) c
    ${firstWords}
    where c.id <> asked.id and c.deleted_at is null and c.merged_into_id is null
      and (c.status in ('open', 'waiting') or coalesce(c.resolved_at, c.closed_at) >= ${since})
      and c.created_at <= (select n.created_at from cases n
        where n.account_id = ${tx.accountId} and n.id = asked.id)
      and not exists (select from case_links l where l.account_id = c.account_id
        and l.removed_at is null and ((l.case_id = c.id and l.to_case_id = asked.id)
          or (l.case_id = asked.id and l.to_case_id = c.id)))
    order by c.last_message_at desc, c.id limit ${sql.lit(candidatesMax)}) earlier
    order by asked.id, earlier.at desc, earlier.id`.execute(tx.db);
  const earlier = new Map<string, EarlierCase[]>();
  for (const row of rows) {
    const listed = earlier.get(row.asked_id) ?? [];
    earlier.set(row.asked_id, listed);
    listed.push({ ...compared(row), status: row.status, resolvedAt: row.resolved_at });
  }
  return earlier;
}

function compared(row: ComparedRow): ComparedCase {
  const { id, number, subject, at } = row;
  const text = ownWords(row.body ?? '', row.folded ?? []);
  return { id, number, subject, at, text, contactName: row.contact_name ?? '' };
}

/** Still one person: what was linked by hand can be taken apart again. */
function isSamePerson(tx: Tx) {
  return sql<boolean>`exists (
    with recursive person (id) as (
      select n.contact_id from cases n where n.account_id = j.account_id and n.id = j.case_id
      union
      select case when l.contact_id = p.id then l.linked_contact_id else l.contact_id end
      from person p join contact_links l on l.account_id = ${tx.accountId}
        and l.removed_at is null and (l.contact_id = p.id or l.linked_contact_id = p.id)
    )
    select from person p join cases e on e.contact_id = p.id
    where e.account_id = j.account_id and e.id = j.earlier_case_id)`;
}

export interface ShownProposal {
  id: string;
  case_id: string;
  earlier: { id: string; number: number; subject: string; status: EarlierCase['status'] };
  reasons: JoinReason[];
  proposed_at: Date;
  state: 'open' | 'joined' | 'dismissed';
}

/** Proposals of a case whose earlier case the actor may see too, newest first. */
export async function listProposals(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<ShownProposal[]> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<ShownProposal>`
    select j.id, j.case_id, j.reasons, j.proposed_at, j.state,
      json_build_object('id', c.id, 'number', c.number, 'subject', c.subject,
        'status', c.status) as earlier
    from join_proposals j
    join cases c on c.account_id = j.account_id and c.id = j.earlier_case_id
    where j.account_id = ${tx.accountId} and j.case_id = ${caseId} and j.state = 'open'
      and c.deleted_at is null and c.merged_into_id is distinct from j.case_id
      and ${visibleCases(actor, hidden)} and ${isSamePerson(tx)}
    order by j.id`.execute(tx.db);
  return rows;
}

export interface KnownProposal {
  id: string;
  case_id: string;
  earlier_case_id: string;
  state: 'open' | 'joined' | 'dismissed';
}

/**
 * A proposal by its id, locked until the end of the transaction; null where there is none, and
 * where its two contacts were found to be two people since.
 */
export async function findProposal(tx: Tx, proposalId: string): Promise<KnownProposal | null> {
  const { rows } = await sql<KnownProposal>`
    select j.id, j.case_id, j.earlier_case_id, j.state from join_proposals j
    where j.account_id = ${tx.accountId} and j.id = ${proposalId} and ${isSamePerson(tx)}
    for update of j`.execute(tx.db);
  return rows[0] ?? null;
}

/** Open cases of a person, by any of the contacts that are linked as one, newest first. */
export async function listOpenCases(tx: Tx, contactId: string): Promise<string[]> {
  const contactIds = await contactLinking.listPersonIds(tx, contactId);
  const { rows } = await sql<{ id: string }>`
    select c.id from cases c
    where c.account_id = ${tx.accountId} and c.contact_id = any(${contactIds}::uuid[])
      and c.deleted_at is null and c.merged_into_id is null and c.status in ('open', 'waiting')
    order by c.last_message_at desc, c.id limit ${sql.lit(candidatesMax)}`.execute(tx.db);
  return rows.map((row) => row.id);
}
