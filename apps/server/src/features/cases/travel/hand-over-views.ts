// reads: messages, members, contacts, contact_points, case_tasks, case_promises
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import type { FoldedRange } from '../../conversations/public.ts';
import type { SeenCase } from '../case-access-views.ts';
import type { HandOverFacts, HandOverMessage } from './compose-hand-over.ts';
import { ownText } from './sentence-rules.ts';

/** Messages looked at: the first one, and the newest before a hand-over. */
const MESSAGES_MAX = 100;
/** Of one message; what is longer says nothing new in a hand-over. */
const TEXT_CHARACTERS = 20_000;

/** What a hand-over of this case is made from, cases merged into it included. */
export async function loadHandOverFacts(tx: Tx, openCase: SeenCase): Promise<HandOverFacts> {
  const account = await getAccountFacts(tx);
  return {
    timeZone: account.timeZone,
    openCase: {
      id: openCase.id,
      number: openCase.number,
      subject: openCase.subject,
      openedAt: openCase.created_at,
    },
    contact: await findContact(tx, openCase.contact_id),
    messages: await listMessages(tx, openCase.id),
    tasks: await listTasks(tx, openCase.id),
    promises: await listOpenPromises(tx, openCase.id),
  };
}

function inFamily(tx: Tx, caseId: string) {
  return sql<boolean>`case_id in (select ${caseId}::uuid union all select c.id from cases c
    where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})`;
}

async function findContact(tx: Tx, contactId: string | null): Promise<HandOverFacts['contact']> {
  if (contactId === null) return null;
  const { rows } = await sql<{ id: string; name: string; address: string | null }>`
    select c.id, coalesce(nullif(c.name, ''), point.value, '') as name, point.value as address
    from contacts c
    left join lateral (
      select p.value from contact_points p
      where p.account_id = c.account_id and p.contact_id = c.id and p.removed_at is null
      order by p.created_at, p.id limit 1) point on true
    where c.account_id = ${tx.accountId} and c.id = ${contactId}`.execute(tx.db);
  return rows[0] ?? null;
}

interface MessageRow {
  id: string;
  direction: 'in' | 'out';
  author: string;
  received_at: Date;
  body_text: string;
  folded: FoldedRange[];
  language: string | null;
}

async function listMessages(tx: Tx, caseId: string): Promise<HandOverMessage[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.direction, m.received_at, left(m.body_text, ${TEXT_CHARACTERS}) as body_text,
      m.folded, m.language, coalesce(a.name, nullif(m.from_name, ''), m.from_address) as author
    from messages m
    left join members a on a.account_id = m.account_id and a.id = m.author_member_id
    where m.account_id = ${tx.accountId} and ${inFamily(tx, caseId)} and m.kind = 'message'
      and m.delivery_state is distinct from 'cancelled' and m.facts ->> 'automatic' is null
    order by m.received_at, m.id`.execute(tx.db);
  const kept = rows.length > MESSAGES_MAX ? [rows[0]!, ...rows.slice(1 - MESSAGES_MAX)] : rows;
  return kept.map((row) => ({
    id: row.id,
    direction: row.direction,
    author: row.author,
    at: row.received_at,
    text: ownText(row.body_text, row.folded),
    language: row.language,
  }));
}

async function listTasks(tx: Tx, caseId: string): Promise<HandOverFacts['tasks']> {
  const { rows } = await sql<HandOverFacts['tasks'][number]>`
    select id, title, due_at as "dueAt", done_at as "doneAt", result from case_tasks
    where account_id = ${tx.accountId} and ${inFamily(tx, caseId)} and deleted_at is null
    order by coalesce(done_at, made_at), id`.execute(tx.db);
  return rows;
}

/** Promises to the contact that are neither kept nor withdrawn, the next due first. */
export async function listOpenPromises(
  tx: Tx,
  caseId: string,
): Promise<{ id: string; words: string; dueAt: Date; broken: boolean }[]> {
  const { rows } = await sql<{ id: string; words: string; dueAt: Date; broken: boolean }>`
    select id, words, due_at as "dueAt", broken_at is not null as broken from case_promises
    where account_id = ${tx.accountId} and ${inFamily(tx, caseId)}
      and kept_at is null and withdrawn_at is null
    order by due_at, id`.execute(tx.db);
  return rows;
}
