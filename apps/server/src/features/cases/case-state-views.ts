// reads: messages, case_promises
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { FoldedRange } from '../conversations/public.ts';
import { type CaseChange, touchCase } from './case-store.ts';
import './case-tables.ts';
import { makePreview } from './intake/take-up-rules.ts';

interface DerivedFacts {
  created_at: Date;
  received_at: Date | null;
  direction: 'in' | 'out' | null;
  body_text: string | null;
  folded: FoldedRange[] | null;
  last_in_at: Date | null;
  next_due_at: Date | null;
  held: boolean;
  delivery_problem: boolean;
}

/**
 * What a case shows in lists, made anew from its messages, promises and holds and from those of the
 * cases merged into it. Called after a message or a case came or went.
 */
export async function refreshCase(tx: Tx, caseId: string): Promise<void> {
  const facts = await readFacts(tx, caseId);
  const change: CaseChange = {
    last_message_at: facts.received_at ?? facts.created_at,
    last_direction: facts.direction,
    preview: makePreview(facts.body_text ?? '', facts.folded ?? []),
    last_in_at: facts.last_in_at,
    next_due_at: facts.next_due_at,
    held: facts.held,
    delivery_problem: facts.delivery_problem,
  };
  await touchCase(tx, caseId, change);
}

async function readFacts(tx: Tx, caseId: string): Promise<DerivedFacts> {
  const { rows } = await sql<DerivedFacts>`
    with family as (
      select id, delivery_problem from cases
      where account_id = ${tx.accountId} and (id = ${caseId} or merged_into_id = ${caseId})
    ), newest as (
      select m.received_at, m.direction, m.body_text, m.folded from messages m
      where m.account_id = ${tx.accountId} and m.case_id in (select id from family)
        and m.kind in ('message', 'side') and m.delivery_state is distinct from 'cancelled'
      order by m.received_at desc, m.id desc limit 1)
    select c.created_at, newest.received_at, newest.direction, newest.body_text, newest.folded,
      (select max(m.received_at) from messages m
        where m.account_id = ${tx.accountId} and m.case_id in (select id from family)
          and m.direction = 'in' and m.kind in ('message', 'side')) as last_in_at,
      (select min(p.due_at) from case_promises p
        where p.account_id = ${tx.accountId} and p.case_id in (select id from family)
          and p.kept_at is null and p.withdrawn_at is null and p.paused_at is null) as next_due_at,
      exists (select from message_holds h
        where h.account_id = ${tx.accountId} and h.case_id in (select id from family)
          and h.decision is null) as held,
      (select bool_or(delivery_problem) from family) and exists (select from messages m
        where m.account_id = ${tx.accountId} and m.case_id in (select id from family)
          and m.delivery_state in ('bounced', 'failed')) as delivery_problem
    from cases c left join newest on true
    where c.account_id = ${tx.accountId} and c.id = ${caseId}`.execute(tx.db);
  const [facts] = rows;
  if (!facts) throw new Error('The case to refresh is not there.');
  return facts;
}

/** Whether a message of the case still waits to leave at a time planned for it. */
export async function hasScheduledMessage(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('delivery_state', '=', 'scheduled')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether anything was said or noted in the case. */
export async function isEmptyCase(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select from messages where account_id = ${tx.accountId} and case_id = ${caseId})
      and not exists (select from notes where account_id = ${tx.accountId} and case_id = ${caseId})
      as empty`.execute(tx.db);
  return rows[0]?.empty ?? true;
}
