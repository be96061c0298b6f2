// reads: case_contacts
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Which of these addresses took part in the case by themselves: they wrote, or were let in. */
export async function listWriters(
  tx: Tx,
  caseId: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const { rows } = await sql<{ address: string }>`
    select address from case_contacts
    where account_id = ${tx.accountId} and case_id = ${caseId}
      and address = any(${[...addresses]}::text[])
      and added_because in ('wrote', 'joined')`.execute(tx.db);
  return new Set(rows.map((row) => row.address));
}
