// reads: contacts, contact_points, teams, members, channel_accounts
import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { planOnce } from '../../platform/db/plan-once.ts';
import type { Tables } from '../../platform/db/tables.ts';
import './case-tables.ts';

/** A case with the names a row shows, and what decides whether it is unread and who may see it. */
export interface CaseRowFacts extends Omit<Selectable<Tables['cases']>, 'channel_kind'> {
  /** Of the channel on which it began. */
  channel_kind: ChannelKind;
  contact_name: string | null;
  team_name: string | null;
  team_restricted: boolean;
  assignee_name: string | null;
  participant_ids: string[];
  /** Up to when the member has read it; null: never, or nobody asks. */
  read_at: Date | null;
}

/** The rows of these cases in the order of the ids, as seen by a member; null: by a program. */
export async function loadCaseRows(
  tx: Tx,
  caseIds: readonly string[],
  memberId: string | null,
): Promise<CaseRowFacts[]> {
  if (caseIds.length === 0) return [];
  const query = sql<CaseRowFacts>`
    select c.*, coalesce(nullif(p.name, ''), point.value) as contact_name, t.name as team_name,
      coalesce(t.restricted, false) as team_restricted, a.name as assignee_name, r.read_at,
      ch.kind as channel_kind,
      array(select part.member_id from case_participants part
        where part.account_id = c.account_id and part.case_id = c.id) as participant_ids
    from cases c
    join channel_accounts ch on ch.account_id = c.account_id and ch.id = c.channel_id
    left join contacts p on p.account_id = c.account_id and p.id = c.contact_id
    left join lateral (
      select cp.value from contact_points cp
      where cp.account_id = c.account_id and cp.contact_id = c.contact_id and p.name = ''
        and cp.removed_at is null and cp.kind not in ('visitor', 'identity')
      order by cp.created_at, cp.id limit 1) point on true
    left join teams t on t.account_id = c.account_id and t.id = c.team_id
    left join members a on a.account_id = c.account_id and a.id = c.assignee_id
    left join case_readings r
      on r.account_id = c.account_id and r.case_id = c.id and r.member_id = ${memberId}::uuid
    where c.account_id = ${tx.accountId} and c.id = any(${[...caseIds]}::uuid[])`;
  const { rows } = await planOnce(tx, () => query.execute(tx.db));
  const found = new Map(rows.map((row) => [row.id, row]));
  return caseIds.flatMap((id) => found.get(id) ?? []);
}

/** Unread: the contact wrote since the member last read it, or wrote last and it was never read. */
export function isUnread(row: Pick<CaseRowFacts, 'last_in_at' | 'last_direction' | 'read_at'>) {
  if (row.read_at === null) return row.last_direction === 'in';
  return row.last_in_at !== null && row.last_in_at > row.read_at;
}

/** What a row of a list shows. */
export function presentCaseRow(row: CaseRowFacts, unread: boolean): CaseRow {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    preview: row.preview,
    status: row.status,
    waiting_until: row.waiting_until?.toISOString() ?? null,
    priority: row.priority,
    contact: presentRef(row.contact_id, row.contact_name),
    team: presentRef(row.team_id, row.team_name),
    assignee: presentRef(row.assignee_id, row.assignee_name),
    channel_kind: row.channel_kind,
    tags: row.tags,
    last_message_at: row.last_message_at.toISOString(),
    last_direction: row.last_direction,
    next_due_at: row.next_due_at?.toISOString() ?? null,
    held: row.held,
    unread,
    delivery_problem: row.delivery_problem,
    created_at: row.created_at.toISOString(),
    version: row.version,
  };
}

function presentRef(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}
