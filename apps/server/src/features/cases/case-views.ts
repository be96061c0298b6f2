// reads: teams, contacts, channel_accounts, members
import { type ContactLanguage, findContactLanguage } from '@earshot/contract/contact-language.ts';
import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { presentPromises } from '../promises/public.ts';
import { listHiddenTeamIds, visibleCases } from './case-access-views.ts';
import { type CaseRowFacts, isUnread, loadCaseRows, presentCaseRow } from './case-row-views.ts';
import type { CaseLinkKind } from './case-tables.ts';
import { fillSignature } from './replies/reply-rules.ts';
import { findReplyTarget } from './replies/reply-target-views.ts';

/**
 * One case as the contract shows it. Whether the actor may see it was checked by the getter.
 * `lastPosition` is read before the case, so that it never promises more than the answer holds.
 */
export async function presentCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  lastPosition: number,
): Promise<CaseDetail> {
  const memberId = actor.kind === 'member' ? actor.id : null;
  const [row] = await loadCaseRows(tx, [caseId], memberId);
  if (!row) throw notFound('case');
  const links = await listLinks(tx, actor, caseId);
  return {
    ...presentCaseRow(row, memberId !== null && isUnread(row)),
    waiting_reason: row.waiting_reason,
    resolved_at: row.resolved_at?.toISOString() ?? null,
    closed_at: row.closed_at?.toISOString() ?? null,
    first_answered_at: row.first_answered_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    merged_into: await findMergedInto(tx, row),
    links: links.map(presentLink),
    participants: await listParticipants(tx, caseId),
    promises: await presentPromises(tx, caseId),
    reply_to: await presentReplyTo(tx, actor, row),
    last_position: lastPosition,
  };
}

interface LinkRow {
  id: string;
  kind: CaseLinkKind;
  direction: 'from' | 'to';
  case_id: string;
  number: number;
  subject: string;
  reason: string;
  created_at: Date;
}

/** Links to cases that the actor may see; another’s subject is not shown by a link. */
async function listLinks(tx: Tx, actor: Actor, caseId: string): Promise<LinkRow[]> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const { rows } = await sql<LinkRow>`
    select l.id, l.kind, l.direction, c.id as case_id, c.number, c.subject, l.reason, l.created_at
    from (
      select id, kind, 'from' as direction, to_case_id as other, reason, created_at from case_links
      where account_id = ${tx.accountId} and case_id = ${caseId} and removed_at is null
      union all
      select id, kind, 'to', case_id, reason, created_at from case_links
      where account_id = ${tx.accountId} and to_case_id = ${caseId} and removed_at is null) l
    join cases c on c.account_id = ${tx.accountId} and c.id = l.other
    where c.deleted_at is null and ${visibleCases(actor, hidden)}
    order by l.created_at, l.id`.execute(tx.db);
  return rows;
}

function presentLink(link: LinkRow): CaseDetail['links'][number] {
  return { ...link, created_at: link.created_at.toISOString() };
}

async function findMergedInto(tx: Tx, row: CaseRowFacts): Promise<CaseDetail['merged_into']> {
  if (row.merged_into_id === null) return null;
  const { rows } = await sql<{ id: string; number: number; link_id: string }>`
    select c.id, c.number, l.id as link_id from cases c
    join case_links l on l.account_id = c.account_id and l.case_id = ${row.id}
      and l.kind = 'merged_into' and l.removed_at is null
    where c.account_id = ${tx.accountId} and c.id = ${row.merged_into_id}`.execute(tx.db);
  return rows[0] ?? null;
}

async function listParticipants(tx: Tx, caseId: string): Promise<CaseDetail['participants']> {
  const { rows } = await sql<{ id: string; name: string; since: Date; reason: string }>`
    select m.id, m.name, p.since, p.reason from case_participants p
    join members m on m.account_id = p.account_id and m.id = p.member_id
    where p.account_id = ${tx.accountId} and p.case_id = ${caseId}
    order by p.since, m.id`.execute(tx.db);
  return rows.map(({ id, name, since, reason }) => ({
    member: { id, name },
    since: since.toISOString(),
    reason,
  }));
}

async function presentReplyTo(
  tx: Tx,
  actor: Actor,
  row: CaseRowFacts,
): Promise<CaseDetail['reply_to']> {
  const target = await findReplyTarget(tx, row.id);
  if (!target) return null;
  const { rows } = await sql<ReplyFacts>`
    select a.locale as channel_locale, t.signature, p.locale as contact_locale
    from channel_accounts a
    left join teams t on t.account_id = a.account_id and t.id = ${row.team_id}::uuid
    left join contacts p on p.account_id = a.account_id and p.id = ${row.contact_id}::uuid
    where a.account_id = ${tx.accountId} and a.id = ${target.channelId}`.execute(tx.db);
  const facts = rows[0];
  if (!facts) return null;
  return {
    channel_id: target.channelId,
    to: target.to.map((one) => one.address),
    cc: target.cc.map((one) => one.address),
    subject: target.subject,
    in_reply_to_message_id: target.inReplyToMessageId,
    locale: chooseLocale(facts, target.language, row.language),
    signature: fillSignature(facts.signature ?? '', actor.name),
  };
}

interface ReplyFacts {
  channel_locale: ContactLanguage;
  signature: string | null;
  contact_locale: ContactLanguage | null;
}

/** The contact’s own choice, then the language they wrote in, then the channel’s. */
function chooseLocale(
  facts: Pick<ReplyFacts, 'channel_locale' | 'contact_locale'>,
  ...written: readonly (string | null)[]
): ContactLanguage {
  return facts.contact_locale ?? findContactLanguage(...written) ?? facts.channel_locale;
}
