// reads: events, event_outbox, team_members, messages, contacts, channel_accounts
import {
  type ContactLanguage,
  findContactLanguage as findKnownLanguage,
} from '@earshot/contract/contact-language.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import '../case-tables.ts';
import type { PastTransfer } from './send-back-rules.ts';

export type TransferRow = Selectable<Tables['case_transfers']>;

/** Transfers of the case that stand, oldest first. */
export async function listTransfers(tx: Tx, caseId: string): Promise<TransferRow[]> {
  return tx.db
    .selectFrom('case_transfers')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('undone_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
}

/** The transfers as the guard looks at them. */
export function forGuard(rows: readonly TransferRow[]): PastTransfer[] {
  return rows.map((row) => ({
    id: row.id,
    fromTeamId: row.from_team_id,
    toTeamId: row.to_team_id,
  }));
}

/** Teams of every member who was made responsible since that transfer, and of the present one. */
export async function listHoldersSince(
  tx: Tx,
  caseId: string,
  transferId: string,
  assigneeId: string | null,
): Promise<{ teamIds: string[] }[]> {
  const { rows } = await sql<{ teamIds: string[] }>`
    with said as (
      select id, name, facts from events
      where account_id = ${tx.accountId} and subject_id = ${caseId}
        and name in ('case.assigned', 'case.transferred')
      union all
      select id, name, facts from event_outbox
      where account_id = ${tx.accountId} and subject_id = ${caseId}
        and name in ('case.assigned', 'case.transferred')
    ), holders as (
      select distinct (s.facts -> 'member' ->> 'id')::uuid as id from said s
      where s.id >= (select g.id from said g where g.facts ->> 'transfer_id' = ${transferId} limit 1)
      union select ${assigneeId}::uuid)
    select array(select t.team_id from team_members t
      where t.account_id = ${tx.accountId} and t.member_id = h.id) as "teamIds"
    from holders h where h.id is not null`.execute(tx.db);
  return rows;
}

/** Whether the account tells contacts of transfers. */
export async function findTravelSettings(tx: Tx): Promise<{ tell_contact: boolean }> {
  const row = await tx.db
    .selectFrom('travel_settings')
    .select('tell_contact')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row ?? { tell_contact: true };
}

/** Whether a machine wrote the newest message that came in from the contact. */
export async function isWrittenByMachine(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ automatic: boolean }>`
    select m.facts ->> 'automatic' is not null as automatic from messages m
    where m.account_id = ${tx.accountId} and m.direction = 'in' and m.kind = 'message'
      and m.case_id in (select ${caseId}::uuid union all select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})
    order by m.received_at desc, m.id desc limit 1`.execute(tx.db);
  return rows[0]?.automatic ?? false;
}

/** The contact’s own choice, then the language they wrote in, then the channel’s. */
export async function findContactLanguage(
  tx: Tx,
  openCase: { contact_id: string | null; channel_id: string; language: string | null },
  written: string | null,
): Promise<ContactLanguage> {
  const { rows } = await sql<{ contact: ContactLanguage | null; channel: ContactLanguage }>`
    select p.locale as contact, a.locale as channel from channel_accounts a
    left join contacts p on p.account_id = a.account_id and p.id = ${openCase.contact_id}::uuid
    where a.account_id = ${tx.accountId} and a.id = ${openCase.channel_id}`.execute(tx.db);
  const facts = rows[0];
  if (facts?.contact) return facts.contact;
  return findKnownLanguage(written, openCase.language) ?? facts?.channel ?? 'en';
}
