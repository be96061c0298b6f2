// reads: cases
import '../promise-tables.ts';
import type { CasePromise } from '@earshot/contract/case-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { outcomeOfPromise } from '../figures/promise-outcome-views.ts';
import type { PromiseKind, PromiseOutcome } from '../promise-tables.ts';
import type { PromiseRow } from './promise-store.ts';

/** What is owed in a case and in those merged into it. */
export async function listOwed(
  tx: Tx,
  caseId: string,
): Promise<{ kind: PromiseKind; paused: boolean }[]> {
  const { rows } = await sql<{ kind: PromiseKind; paused: boolean }>`
    select kind, paused_at is not null as paused from case_promises
    where account_id = ${tx.accountId} and kept_at is null and withdrawn_at is null
      and case_id in (select ${caseId}::uuid union all select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})`.execute(tx.db);
  return rows;
}

/** A promise with how it ended. */
export interface ShownPromise extends PromiseRow {
  outcome: PromiseOutcome;
}

/**
 * Promises of a case and of those merged into it, oldest first: what is owed, what was kept, broken
 * or replaced. What was withdrawn because nobody waits any more is left out.
 */
export async function presentPromises(tx: Tx, caseId: string): Promise<CasePromise[]> {
  const { rows } = await sql<ShownPromise>`
    select p.*, ${outcomeOfPromise} as outcome from case_promises p
    where p.account_id = ${tx.accountId} and ${outcomeOfPromise} <> 'withdrawn'
      and p.case_id in (select ${caseId}::uuid union all select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})
    order by p.made_at, p.id`.execute(tx.db);
  return rows.map(presentPromise);
}

/** A promise as the contract shows it. */
export function presentPromise(row: ShownPromise): CasePromise {
  return {
    id: row.id,
    kind: row.kind,
    state: row.outcome,
    words: row.words,
    language: row.language,
    due_at: row.due_at.toISOString(),
    made_at: row.made_at.toISOString(),
    made_how: row.made_how,
    made_by: row.made_by.name,
    because: row.because,
    told_at: text(row.told_at),
    warned_at: text(row.warned_at),
    paused_at: text(row.paused_at),
    kept_at: text(row.kept_at),
    broken_at: text(row.broken_at),
    withdrawn_at: text(row.withdrawn_at),
    renegotiated_to_id: row.renegotiated_to_id,
    renegotiated_because: row.renegotiated_because,
  };
}

function text(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
