// reads: cases, contacts, case_promises
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** What canned texts are filled with from a case. */
export interface CaseFields {
  number: number;
  language: string | null;
  contact_name: string | null;
  /** Words of the next open promise; null: none is open. */
  promise: string | null;
}

/** What canned texts are filled with from a case; who may read it was asked before. */
export async function getCaseFields(tx: Tx, caseId: string): Promise<CaseFields> {
  const { rows } = await sql<CaseFields>`
    select c.number, coalesce(c.language, p.locale) as language, p.name as contact_name,
      (select o.words from case_promises o where o.account_id = c.account_id
        and o.case_id = c.id and o.kept_at is null and o.withdrawn_at is null
        and o.broken_at is null and o.renegotiated_to_id is null order by o.due_at, o.id limit 1) as promise
    from cases c
    left join contacts p on p.account_id = c.account_id and p.id = c.contact_id
    where c.account_id = ${tx.accountId} and c.id = ${caseId}`.execute(tx.db);
  return rows[0]!;
}
