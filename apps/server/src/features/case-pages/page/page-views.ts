// reads: cases, messages, conversations, attachments, case_promises, case_contacts, teams, members,
// reads: contacts, contact_points, receipts
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { shownMessages_max } from './page-limits.ts';
import type { PagePromise } from './page-rules.ts';

/** What the page of a case is about. */
export interface PageCase {
  /** The case that stays, where the link’s own was merged into it. */
  id: string;
  /** Number and subject under which the contact knows it. */
  number: number;
  subject: string;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  waiting_until: Date | null;
  created_at: Date;
  /** When it was resolved or closed; null while it goes on. */
  ended_at: Date | null;
  language: string | null;
  channel_id: string;
  team_name: string | null;
  assignee_name: string | null;
}

/** The case of a link; null where it was removed. */
export async function findPageCase(tx: Tx, caseId: string): Promise<PageCase | null> {
  const { rows } = await sql<PageCase>`
    select k.id, c.number, c.subject, k.status, k.waiting_until, c.created_at,
      case when k.status in ('resolved', 'closed') then coalesce(k.closed_at, k.resolved_at) end
        as ended_at,
      c.language, c.channel_id, t.name as team_name, m.name as assignee_name
    from cases c
    join cases k on k.account_id = c.account_id
      and k.id = case when c.merged_into_id is null then c.id else c.merged_into_id end
    left join teams t on t.account_id = k.account_id and t.id = k.team_id
    left join members m on m.account_id = k.account_id and m.id = k.assignee_id
    where c.account_id = ${tx.accountId} and c.id = ${caseId}
      and c.deleted_at is null and k.deleted_at is null`.execute(tx.db);
  return rows[0] ?? null;
}

export interface PageContact {
  id: string;
  name: string;
  locale: ContactLanguage | null;
}

/** Whose address it is; null where no contact was made of it. */
export async function findPageContact(tx: Tx, address: string): Promise<PageContact | null> {
  const { rows } = await sql<PageContact>`
    select c.id, c.name, c.locale from contact_points p
    join contacts c on c.account_id = p.account_id and c.id = p.contact_id
    where p.account_id = ${tx.accountId} and p.kind = 'email' and p.value = ${address}
      and p.removed_at is null
    order by p.created_at limit 1`.execute(tx.db);
  return rows[0] ?? null;
}

interface Mailbox {
  name: string | null;
  address: string;
}

export interface PageMessage {
  id: string;
  conversation_id: string;
  channel_id: string;
  direction: 'in' | 'out';
  kind: string;
  from_name: string | null;
  from_address: string;
  author_name: string | null;
  recipients: { to?: Mailbox[]; cc?: Mailbox[] };
  at: Date;
  text: string;
  folded: { start: number; end: number; kind: string }[];
}

/**
 * The newest messages of the case and of those merged into it that were exchanged with the contact
 * and have left us, oldest first. Side conversations are none of them. Whom each may be shown to is
 * decided by `canShowMessage`.
 */
export async function listPageMessages(tx: Tx, caseId: string, now: Date): Promise<PageMessage[]> {
  const { rows } = await sql<PageMessage>`
    select m.id, m.conversation_id, m.channel_id, m.direction, m.kind, m.from_name, m.from_address,
      a.name as author_name, m.recipients, m.received_at as at, m.body_text as text, m.folded
    from messages m
    join conversations v on v.account_id = m.account_id and v.id = m.conversation_id
    left join members a on a.account_id = m.account_id and a.id = m.author_member_id
    where m.account_id = ${tx.accountId} and v.kind = 'contact'
      and m.kind not in ('side', 'bounce')
      and m.case_id in (select c.id from cases c where c.account_id = ${tx.accountId}
        and (c.id = ${caseId} or c.merged_into_id = ${caseId}))
      and (m.direction = 'in' or (m.delivery_state in ('waiting', 'sent', 'bounced', 'failed')
        and (m.send_after is null or m.send_after <= ${now})))
    order by m.received_at desc, m.id desc
    limit ${sql.lit(shownMessages_max)}`.execute(tx.db);
  return rows.toReversed();
}

export interface PageFile {
  id: string;
  /** The message or note that carries it. */
  entry_id: string;
  file_name: string;
  size_bytes: number;
}

/** Files of these messages; of notes only where somebody may read these. */
export async function listPageFiles(
  tx: Tx,
  messageIds: readonly string[],
  noteIds: readonly string[] = [],
): Promise<PageFile[]> {
  if (messageIds.length === 0 && noteIds.length === 0) return [];
  const { rows } = await sql<PageFile>`
    select id, coalesce(message_id, note_id) as entry_id, file_name, size_bytes from attachments
    where account_id = ${tx.accountId} and (message_id = any(${[...messageIds]}::uuid[])
      or note_id = any(${[...noteIds]}::uuid[]))
    order by entry_id, ordinal, id`.execute(tx.db);
  return rows;
}

/**
 * What was promised in the parts of the case in which the address takes part, in the order it was
 * made; never what was promised to somebody whose case was merged with this one.
 */
export async function listPagePromises(
  tx: Tx,
  caseId: string,
  address: string,
): Promise<PagePromise[]> {
  const { rows } = await sql<PagePromise>`
    select p.id, p.kind, p.words, p.due_at, p.made_at, p.kept_at, p.broken_at, p.withdrawn_at,
      p.paused_at, p.renegotiated_because, n.due_at as renegotiated_due_at
    from case_promises p
    left join case_promises n on n.account_id = p.account_id and n.id = p.renegotiated_to_id
    where p.account_id = ${tx.accountId} and p.case_id in (
      select c.id from cases c join case_contacts a
        on a.account_id = c.account_id and a.case_id = c.id and a.address = ${address}
      where c.account_id = ${tx.accountId} and a.added_because <> 'side'
        and (c.id = ${caseId} or c.merged_into_id = ${caseId}))
      -- What another policy took over, often for an earlier time, was moved for nobody.
      and p.moved_by is distinct from 'policy'
    order by p.made_at, p.id limit 100`.execute(tx.db);
  return rows;
}

/** Whether a receipt was understood, so that what it says stands in its case. */
export async function isTakenUp(tx: Tx, receiptId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('receipts')
    .select('state')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', receiptId)
    .executeTakeFirst();
  return row !== undefined && row.state !== 'stored';
}
