// reads: cases, conversations, channel_accounts, messages, members, team_members, teams,
// case_readings
import { sql } from 'kysely';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import './routing-tables.ts';
import { heldShownMax } from './routing-limits.ts';
import type { LiveStanding } from './routing-rules.ts';
import type { AvailabilityState } from './routing-tables.ts';

export interface StandingRow extends LiveStanding {
  conversationId: string;
  /** The case that stays, where its own was merged. */
  caseId: string;
  teamId: string | null;
  waitsFor: 'people' | 'bot' | null;
  waitTeamId: string | null;
  waitHolderId: string | null;
}

type FoundStanding = Omit<StandingRow, 'holder'> & {
  holderActive: boolean;
  holderState: AvailabilityState;
  holderSince: Date | null;
  holderConnected: boolean;
};

/** Conversations on live channels of these cases and of what was merged into them. */
export async function listLiveStandings(
  tx: Tx,
  where: { caseIds?: readonly string[]; conversationIds?: readonly string[] },
): Promise<StandingRow[]> {
  const { caseIds, conversationIds } = where;
  const which = caseIds
    ? sql`(c.id = any(${[...caseIds]}::uuid[]) or c.merged_into_id = any(${[...caseIds]}::uuid[]))`
    : sql`v.id = any(${[...(conversationIds ?? [])]}::uuid[])`;
  const { rows } = await sql<FoundStanding>`
    select v.id as "conversationId", v.served_by as "servedBy", k.id as "caseId",
      k.team_id as "teamId", k.assignee_id as "assigneeId", k.status, k.held,
      v.kind = 'contact' and k.deleted_at is null and k.merged_into_id is null as reachable,
      said.direction as "lastDirection", coalesce(said.received_at, v.created_at) as "lastAt",
      w.waits_for as "waitsFor", w.team_id as "waitTeamId", w.holder_id as "waitHolderId",
      h.deactivated_at is null as "holderActive", coalesce(a.state, 'away') as "holderState",
      a.since as "holderSince", exists (select from desk_connections d
        where d.account_id = k.account_id and d.member_id = k.assignee_id) as "holderConnected"
    from cases c
    join conversations v on v.account_id = c.account_id and v.case_id = c.id
    join channel_accounts ch on ch.account_id = v.account_id and ch.id = v.channel_id
    join cases k on k.account_id = c.account_id
      and k.id = case when c.merged_into_id is null then c.id else c.merged_into_id end
    left join lateral (
      select m.direction, m.received_at from messages m
      where m.account_id = v.account_id and m.conversation_id = v.id and m.kind = 'message'
        and m.delivery_state is distinct from 'cancelled'
      order by m.seq desc limit 1) said on true
    left join conversation_waits w on w.account_id = v.account_id and w.conversation_id = v.id
    left join members h on h.account_id = k.account_id and h.id = k.assignee_id
    left join member_availabilities a on a.account_id = h.account_id and a.member_id = h.id
    where c.account_id = ${tx.accountId} and ch.kind = 'chat' and ${which}
    order by v.id`.execute(tx.db);
  return rows.map(({ holderActive, holderState, holderSince, holderConnected, ...row }) => ({
    ...row,
    holder: {
      active: holderActive,
      state: holderState,
      since: holderSince,
      connected: holderConnected,
    },
  }));
}

/** Whether any of these cases has to do with a live conversation: in most accounts none has. */
export async function findAnyLive(tx: Tx, caseIds: readonly string[]): Promise<boolean> {
  if (caseIds.length === 0) return false;
  const { rows } = await sql`
    select from cases c
    join conversations v on v.account_id = c.account_id and v.case_id = c.id
    join channel_accounts ch on ch.account_id = v.account_id and ch.id = v.channel_id
    where c.account_id = ${tx.accountId} and ch.kind = 'chat' and
      (c.id = any(${[...caseIds]}::uuid[]) or c.merged_into_id = any(${[...caseIds]}::uuid[]))
    limit 1`.execute(tx.db);
  return rows.length > 0;
}

/** Who answers a conversation and in which case it stands; null: no such live conversation. */
export async function findLiveStanding(
  tx: Tx,
  conversationId: string,
): Promise<StandingRow | null> {
  const [row] = await listLiveStandings(tx, { conversationIds: [conversationId] });
  return row ?? null;
}

export interface AvailableRow {
  id: string;
  name: string;
  role: Role;
  state: AvailabilityState;
  because: 'own' | 'supervisor' | 'left';
  own_capacity: number | null;
  since: Date | null;
  free_since: Date;
  idle_since: Date;
  connected: boolean;
  team_ids: string[];
  held: number;
  ringing: number;
}

/**
 * Members who work the desk, with what they said of themselves and how many live conversations they
 * have: those in which somebody wrote after `spokenSince`, in cases that are not over.
 */
export async function listAvailable(tx: Tx, spokenSince: Date): Promise<AvailableRow[]> {
  const { rows } = await sql<AvailableRow>`
    select m.id, m.name, m.role, coalesce(a.state, 'away') as state, a.since,
      coalesce(a.because, 'own') as because, a.capacity as own_capacity,
      coalesce(a.free_since, m.created_at) as free_since,
      coalesce(a.idle_since, m.created_at) as idle_since,
      exists (select from desk_connections d where d.account_id = m.account_id
        and d.member_id = m.id) as connected,
      array(select tm.team_id from team_members tm join teams t
        on t.account_id = tm.account_id and t.id = tm.team_id and t.deleted_at is null
        where tm.account_id = m.account_id and tm.member_id = m.id) as team_ids,
      (select count(*)::int from cases c
        join conversations v on v.account_id = c.account_id and v.case_id = c.id
        join channel_accounts ch on ch.account_id = v.account_id and ch.id = v.channel_id
        where c.account_id = m.account_id and c.assignee_id = m.id
          and c.status in ('open', 'waiting') and c.deleted_at is null
          and c.merged_into_id is null and c.last_message_at > ${spokenSince}
          and v.kind = 'contact' and v.served_by = 'people' and ch.kind = 'chat') as held,
      (select count(*)::int from conversation_offers o where o.account_id = m.account_id
        and o.member_id = m.id and o.state = 'ringing') as ringing
    from members m
    left join member_availabilities a on a.account_id = m.account_id and a.member_id = m.id
    where m.account_id = ${tx.accountId} and m.deactivated_at is null and m.role <> 'colleague'
    order by lower(m.name), m.id`.execute(tx.db);
  return rows;
}

export interface HeldRow {
  conversation_id: string;
  case_id: string;
  channel_name: string;
  served_by: 'bot' | 'people';
  last_seq: number;
  /** Since when the contact waits for an answer; null: they do not. */
  waiting_since: Date | null;
  /** Messages of the contact that the member has not read. */
  unread: number;
}

/** What the member answers now on live channels, longest without an answer first. */
export async function listHeld(tx: Tx, memberId: string): Promise<HeldRow[]> {
  return selectHeld(
    tx,
    memberId,
    sql`c.assignee_id = ${memberId} and c.status in ('open', 'waiting')
      and c.deleted_at is null and c.merged_into_id is null`,
  );
}

/** These conversations as a member sees them who may be asked to take them. */
export async function listOffered(
  tx: Tx,
  memberId: string,
  conversationIds: readonly string[],
): Promise<HeldRow[]> {
  if (conversationIds.length === 0) return [];
  return selectHeld(tx, memberId, sql`v.id = any(${[...conversationIds]}::uuid[])`);
}

async function selectHeld(
  tx: Tx,
  memberId: string,
  where: ReturnType<typeof sql>,
): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select v.id as conversation_id, c.id as case_id, ch.name as channel_name, v.served_by,
      v.last_seq,
      (select min(i.received_at) from messages i
        where i.account_id = v.account_id and i.conversation_id = v.id and i.direction = 'in'
          and i.seq > coalesce(answer.seq, 0)) as waiting_since,
      (select count(*)::int from messages u
        where u.account_id = v.account_id and u.conversation_id = v.id and u.direction = 'in'
          and u.received_at > coalesce(r.read_at, '-infinity')) as unread
    from conversations v
    join channel_accounts ch on ch.account_id = v.account_id and ch.id = v.channel_id
      and ch.kind = 'chat'
    join cases own on own.account_id = v.account_id and own.id = v.case_id
    join cases c on c.account_id = v.account_id
      and c.id = case when own.merged_into_id is null then own.id else own.merged_into_id end
    left join case_readings r on r.account_id = c.account_id and r.case_id = c.id
      and r.member_id = ${memberId}::uuid
    left join lateral (
      select m.seq from messages m where m.account_id = v.account_id
        and m.conversation_id = v.id and m.direction = 'out' and m.kind = 'message'
        and m.delivery_state is distinct from 'cancelled'
      order by m.seq desc limit 1) answer on true
    where v.account_id = ${tx.accountId} and v.kind = 'contact' and ${where}
    order by waiting_since nulls last, v.id limit ${heldShownMax}`.execute(tx.db);
  return rows;
}

export interface WaitCounts {
  people: number;
  bot: number;
  /** Since when the longest one waits for people. */
  longest_since: Date | null;
}

/** How many live conversations of the account wait, and for whom. */
export async function countWaits(tx: Tx): Promise<WaitCounts> {
  const { rows } = await sql<WaitCounts>`
    select count(*) filter (where waits_for = 'people')::int as people,
      count(*) filter (where waits_for = 'bot')::int as bot,
      min(since) filter (where waits_for = 'people') as longest_since
    from conversation_waits where account_id = ${tx.accountId}`.execute(tx.db);
  return rows[0]!;
}

export interface BotTurnRow {
  conversation_id: string;
  case_id: string;
  case_number: number;
  since: Date;
  last_seq: number;
}

/** Live conversations that wait for a bot, longest first. */
export async function listBotWaits(tx: Tx, most: number): Promise<BotTurnRow[]> {
  const { rows } = await sql<BotTurnRow>`
    select w.conversation_id, w.case_id, c.number as case_number, w.since, v.last_seq
    from conversation_waits w
    join conversations v on v.account_id = w.account_id and v.id = w.conversation_id
    join cases c on c.account_id = w.account_id and c.id = w.case_id
    where w.account_id = ${tx.accountId} and w.waits_for = 'bot'
    order by w.since, w.conversation_id limit ${most}`.execute(tx.db);
  return rows;
}
