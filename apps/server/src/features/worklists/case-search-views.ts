// reads: cases, contact_links
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { lettersOf, phoneDigits, readCaseNumber } from './search-rules.ts';
import { foundCasesMax, foundContactsMax, foundMessagesMax } from './worklist-limits.ts';

/**
 * Cases that a search finds by number, subject, words of messages and notes, and by names,
 * addresses and telephone numbers of contacts; merged ones by the case that stays. Rights are
 * applied to the list made of them, not here.
 */
export async function searchCaseIds(tx: Tx, q: string): Promise<string[]> {
  const number = readCaseNumber(q);
  const byNumber = number === null ? [] : await findByNumber(tx, number.value);
  if (number?.only) return byNumber;
  const letters = lettersOf(q);
  const digits = phoneDigits(q);
  const { rows } = await sql<{ case_id: string }>`
    select case_id from search_message_cases(${q}, ${foundMessagesMax})
    union
    select case_id from search_note_cases(${q}, ${foundCasesMax})
    ${letters === null ? sql`` : sql`union ${bySubject(letters)} union ${byContact(tx, letters)}`}
    ${digits === null ? sql`` : sql`union ${byContact(tx, digits)}`}`.execute(tx.db);
  const found = rows.map((row) => row.case_id);
  return [...new Set([...byNumber, ...found, ...(await listKept(tx, found))])];
}

/** Where cases that were found went, if they were merged. */
async function listKept(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct merged_into_id as id from cases
    where account_id = ${tx.accountId} and merged_into_id is not null
      and id = any(${[...caseIds]}::uuid[])`.execute(tx.db);
  return rows.map((row) => row.id);
}

/**
 * Those of these cases whose messages hold the words: for a search in a narrow view, which a search
 * over everything would leave empty where the words are frequent.
 */
export async function searchWithin(
  tx: Tx,
  q: string,
  caseIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from search_messages_of(${q}, ${[...caseIds]}::uuid[])`.execute(tx.db);
  return rows.map((row) => row.case_id);
}

async function findByNumber(tx: Tx, number: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into_id, id) as id from cases
    where account_id = ${tx.accountId} and number = ${number}`.execute(tx.db);
  return rows.map((row) => row.id);
}

function bySubject(letters: string) {
  return sql`select case_id from search_subject_cases(${letters}, ${foundCasesMax})`;
}

/** Cases of the contacts that match, and of other contacts who are the same person. */
function byContact(tx: Tx, letters: string) {
  return sql`
    select c.id from (
      with direct as (select contact_id from search_contacts(${letters}, ${foundContactsMax}))
      select contact_id from direct
      union
      select l.linked_contact_id from contact_links l join direct on direct.contact_id = l.contact_id
      where l.account_id = ${tx.accountId} and l.removed_at is null
      union
      select l.contact_id from contact_links l join direct on direct.contact_id = l.linked_contact_id
      where l.account_id = ${tx.accountId} and l.removed_at is null
    ) who cross join lateral (
      select k.id from cases k
      where k.account_id = ${tx.accountId} and k.contact_id = who.contact_id
      order by k.last_message_at desc, k.id desc limit ${foundCasesMax}) c`;
}
