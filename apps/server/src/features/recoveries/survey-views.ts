// reads: cases, messages, conversations, contacts, channel_accounts, accounts
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { noMailCharacters_max } from './recovery-limits.ts';
import type { SurveyAnswer } from './recovery-tables.ts';

export interface SurveyTarget {
  conversationId: string;
  channelId: string;
  contactId: string | null;
  name: string | null;
  address: string;
  subject: string;
  inReplyTo: string | null;
  locale: ContactLanguage;
}

export interface PlannedSurvey {
  id: string;
  caseId: string;
  number: number;
  dueAt: Date;
  startedAt: Date;
  settled: boolean;
  withdrawn: boolean;
  caseGone: boolean;
  accountName: string;
}

/** A planned question, locked until the end of the transaction; null where it was given up. */
export async function findPlannedSurvey(tx: Tx, surveyId: string): Promise<PlannedSurvey | null> {
  const { rows } = await sql<PlannedSurvey>`
    select s.id, coalesce(c.merged_into_id, c.id) as "caseId", c.number, s.due_at as "dueAt",
      r.started_at as "startedAt", s.asked_at is not null or s.skipped_at is not null as settled,
      r.withdrawn_at is not null as withdrawn, c.deleted_at is not null as "caseGone",
      a.name as "accountName"
    from recovery_surveys s
    join recoveries r on r.account_id = s.account_id and r.id = s.recovery_id
    join cases c on c.account_id = s.account_id and c.id = s.case_id
    join accounts a on a.id = s.account_id
    where s.account_id = ${tx.accountId} and s.id = ${surveyId} for update of s`.execute(tx.db);
  return rows[0] ?? null;
}

/** Where the contact wrote last by mail, in their language; null where there is no address. */
export async function findSurveyTarget(tx: Tx, caseId: string): Promise<SurveyTarget | null> {
  const { rows } = await sql<SurveyTarget>`
    select m.conversation_id as "conversationId", m.channel_id as "channelId",
      m.contact_id as "contactId", m.from_name as name, m.from_address as address, m.subject,
      m.external_id as "inReplyTo", coalesce(k.locale, m.language, a.locale) as locale
    from messages m
    join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
      and v.kind = 'contact'
    join channel_accounts a on a.account_id = m.account_id and a.id = m.channel_id
      and a.kind = 'email' and a.disabled_at is null
    left join contacts k on k.account_id = m.account_id and k.id = m.contact_id
    where m.account_id = ${tx.accountId} and m.direction = 'in' and m.kind = 'message'
      and m.author_kind = 'contact' and m.from_address like '%@%'
      and m.case_id in (select ${caseId}::uuid union all select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = ${caseId})
    order by m.received_at desc, m.id desc limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

/** What the contact wrote in any of their cases since a moment, newest first. */
export async function listSaidSince(tx: Tx, contactId: string, since: Date): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('messages')
    .select(sql<string>`left(body_text, ${sql.lit(noMailCharacters_max)})`.as('text'))
    .where('account_id', '=', tx.accountId)
    .where('contact_id', '=', contactId)
    .where('direction', '=', 'in')
    .where('received_at', '>=', since)
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => row.text);
}

export interface AskedSurvey {
  id: string;
  caseId: string;
  number: number;
  askedAt: Date | null;
  answer: SurveyAnswer | null;
  accountName: string;
  locale: ContactLanguage;
  /** Who looks at it again, and in which language members of the account read. */
  assigneeId: string | null;
  teamId: string | null;
  accountLocale: 'de' | 'en';
}

/** The question that a link opens; null where it was never asked. */
export async function findAskedSurvey(tx: Tx, surveyId: string): Promise<AskedSurvey | null> {
  const { rows } = await sql<AskedSurvey>`
    select s.id, c.id as "caseId", f.number, s.asked_at as "askedAt", s.answer,
      a.name as "accountName", coalesce(m.language, a.locale) as locale,
      c.assignee_id as "assigneeId", c.team_id as "teamId", a.locale as "accountLocale"
    from recovery_surveys s
    join cases f on f.account_id = s.account_id and f.id = s.case_id
    join cases c on c.account_id = s.account_id
      and c.id = case when f.merged_into_id is null then f.id else f.merged_into_id end
      and c.deleted_at is null
    join accounts a on a.id = s.account_id
    left join messages m on m.account_id = s.account_id and m.id = s.message_id
    where s.account_id = ${tx.accountId} and s.id = ${surveyId}
      and s.asked_at is not null`.execute(tx.db);
  return rows[0] ?? null;
}
