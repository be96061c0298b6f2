// reads: receipts, cases, case_promises
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

export interface TakenUpForm {
  case_number: number;
  words: string | null;
  due_at: Date | null;
}

/** What became of a submission: its case and what was promised first; null: not taken up yet. */
export async function findTakenUp(tx: Tx, receiptId: string): Promise<TakenUpForm | null> {
  const { rows } = await sql<TakenUpForm>`
    select c.number as case_number, p.words, p.due_at
    from receipts r
    join cases c on c.account_id = r.account_id and c.id = r.case_id
    left join lateral (
      select q.words, q.due_at from case_promises q
      where q.account_id = c.account_id and q.case_id = c.id
      order by q.due_at, q.id limit 1) p on true
    where r.account_id = ${tx.accountId} and r.id = ${receiptId}`.execute(tx.db);
  return rows[0] ?? null;
}
