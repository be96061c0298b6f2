// reads: cases, case_links, contact_links, messages, conversations, case_transfers, teams,
// case_promises, events, event_outbox, channel_accounts
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { planOnce } from '../../platform/db/plan-once.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import { type FoldedPart, ownWords } from './own-words-rules.ts';
import { familyMax, messagesMax } from './trail-limits.ts';
import type { TrailRows } from './trail-rules.ts';

/** A case of a matter as the trail names it. */
export interface MatterCase {
  id: string;
  number: number;
  subject: string;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  teamId: string | null;
  assigneeId: string | null;
  merged: boolean;
  /** The actor may see it. */
  visible: boolean;
}

/** Everything that one matter’s trail is made of. */
export interface Matter {
  /** The case that was asked about, or the one it was merged into. */
  rootId: string;
  cases: MatterCase[];
  rows: TrailRows;
}

/** PostgreSQL writes instants into JSON as text; row numbers stay numbers. */
interface Answer {
  asked_id: string;
  root_id: string;
  cases: (MatterCase & { openedAt: string; resolvedAt: string | null })[] | null;
  messages: MessageRow[] | null;
  transfers: (Omit<TrailRows['transfers'][number], 'at'> & { at: string })[] | null;
  promises: PromiseRow[] | null;
  events: EventRow[] | null;
}

interface MessageRow extends Omit<TrailRows['messages'][number], 'at' | 'text'> {
  at: string;
  body: string;
  folded: FoldedPart[];
}

interface PromiseRow extends Pick<TrailRows['promises'][number], 'id' | 'caseId' | 'words'> {
  dueAt: string;
  keptAt: string | null;
  brokenAt: string | null;
}

interface EventRow {
  id: string;
  caseId: string;
  at: string;
  name: string;
  facts: Record<string, unknown>;
}

/** Characters of a message that are fetched: own words may stand below a long quotation. */
const BODY_CHARACTERS_MAX = 20_000;

/** One matter; null where the case is not there. As `listMatters` finds it. */
export async function findMatter(tx: Tx, actor: Actor, caseId: string): Promise<Matter | null> {
  const matters = await listMatters(tx, actor, [caseId]);
  return matters.get(caseId) ?? null;
}

/**
 * The matters of these cases by one query: each case, what was merged into it, and cases of the
 * same person linked as related or split off, with their messages, hand-overs, promises and turns.
 * A case that is not there is left out. Whether the actor may see the cases themselves was checked
 * by the getter. What hangs on the cases is fenced (lateral, offset 0), so that only theirs is
 * read: PostgreSQL expects hundreds of cases of a recursion and would read the whole account
 * instead. The outbox is read once for all: it is short, but full of what was moved a moment ago.
 */
export async function listMatters(
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
): Promise<Map<string, Matter>> {
  if (caseIds.length === 0) return new Map();
  const hidden = await listHiddenTeamIds(tx, actor);
  const query = sql<Answer>`
    with untold as materialized (
      select id, subject_id, occurred_at, name, facts from event_outbox
      where account_id = ${tx.accountId} and name in ${readNames}
    )
    select asked.id as asked_id, matter.*
    from unnest(${caseIds}::uuid[]) as asked (id) cross join lateral (
    with recursive root as (
      select coalesce(c.merged_into_id, c.id) as id, c.contact_id from cases c
      where c.account_id = ${tx.accountId} and c.id = asked.id
    ), person (id) as (
      select contact_id from root where contact_id is not null
      union
      select case when l.contact_id = p.id then l.linked_contact_id else l.contact_id end
      from person p join contact_links l on l.account_id = ${tx.accountId}
        and l.removed_at is null and (l.contact_id = p.id or l.linked_contact_id = p.id)
    ), family (id, steps) as (
      select id, 0 from root
      union
      select next.id, f.steps + 1 from family f cross join lateral (
        select c.id from cases c
        where c.account_id = ${tx.accountId} and c.merged_into_id = f.id and c.deleted_at is null
        union all
        select c.id from case_links l join cases c on c.account_id = l.account_id
          and c.id = case when l.case_id = f.id then l.to_case_id else l.case_id end
        where l.account_id = ${tx.accountId} and (l.case_id = f.id or l.to_case_id = f.id)
          and l.removed_at is null and l.kind in ('related', 'split_from')
          and c.deleted_at is null and c.contact_id in (select id from person)) next
      where f.steps < 5
    ), mine as materialized (
      select c.* from cases c
      where c.account_id = ${tx.accountId} and c.id in (select id from family)
      order by c.created_at, c.id limit ${sql.lit(familyMax)}
    )
    select (select id from root) as root_id, ${selectCases(actor, hidden)} as cases,
      ${selectMessages(tx)} as messages, ${selectTransfers(tx)} as transfers,
      ${selectPromises(tx)} as promises, ${selectEvents(tx)} as events) matter`;
  const { rows } = await planOnce(tx, () => query.execute(tx.db));
  return new Map(
    rows.flatMap((answer) => (answer.cases ? [[answer.asked_id, readMatter(answer)]] : [])),
  );
}

function selectCases(actor: Actor, hidden: readonly string[]) {
  return sql`(select json_agg(json_build_object('id', c.id, 'number', c.number,
      'subject', c.subject, 'status', c.status, 'teamId', c.team_id,
      'assigneeId', c.assignee_id, 'merged', c.merged_into_id is not null,
      'openedAt', c.created_at, 'resolvedAt', coalesce(c.resolved_at, c.closed_at),
      'visible', c.id = r.id or c.merged_into_id = r.id or ${visibleCases(actor, hidden)}))
    from mine c cross join root r)`;
}

function selectMessages(tx: Tx) {
  return sql`(select json_agg(one) from (
    select m.id, m.case_id as "caseId", greatest(m.received_at, m.send_after) as at, m.direction,
      case m.kind when 'message' then 'message' else 'confirmation' end as kind,
      m.direction = 'in' and m.author_kind = 'contact' and (m.contact_id is null
        or m.contact_id in (select id from person)) as "byPerson",
      coalesce(jsonb_typeof(m.facts -> 'automatic'), 'null') <> 'null' as automatic,
      m.direction = 'out' and m.delivery_state in ('waiting', 'sent') as arrived,
      a.kind as "channelKind", left(m.body_text, ${sql.lit(BODY_CHARACTERS_MAX)}) as body, m.folded
    from mine
    cross join lateral (select * from messages m
      where m.account_id = ${tx.accountId} and m.case_id = mine.id
        and m.kind in ('message', 'confirmation', 'notice') offset 0) m
    cross join lateral (select v.kind from conversations v
      where v.account_id = ${tx.accountId} and v.id = m.conversation_id offset 0) v
    cross join lateral (select a.kind from channel_accounts a
      where a.account_id = ${tx.accountId} and a.id = m.channel_id offset 0) a
    where v.kind = 'contact'
    order by m.received_at desc, m.id desc limit ${sql.lit(messagesMax)}) one)`;
}

function selectTransfers(tx: Tx) {
  return sql`(select json_agg(json_build_object('id', t.id, 'caseId', t.case_id, 'at', t.made_at,
      'fromTeamId', t.from_team_id, 'toTeamId', t.to_team_id,
      'fromName', f.name, 'toName', g.name))
    from mine
    cross join lateral (select * from case_transfers t
      where t.account_id = ${tx.accountId} and t.case_id = mine.id
        and t.undone_at is null offset 0) t
    left join teams f on f.account_id = t.account_id and f.id = t.from_team_id
    left join teams g on g.account_id = t.account_id and g.id = t.to_team_id)`;
}

function selectPromises(tx: Tx) {
  return sql`(select json_agg(json_build_object('id', p.id, 'caseId', p.case_id,
      'words', p.words, 'dueAt', p.due_at, 'keptAt', p.kept_at, 'brokenAt', p.broken_at))
    from mine
    cross join lateral (select * from case_promises p
      where p.account_id = ${tx.accountId} and p.case_id = mine.id offset 0) p
    where p.kept_at is not null or p.broken_at is not null)`;
}

/** Events that a trail is made of. */
const readNames = sql`('case.assigned', 'case.status_changed', 'case.reopened')`;

function selectEvents(tx: Tx) {
  return sql`(select json_agg(json_build_object('id', e.id, 'caseId', e.subject_id,
      'at', e.occurred_at, 'name', e.name, 'facts', e.facts))
    from mine
    cross join lateral (
      select id, subject_id, occurred_at, name, facts from events
      where account_id = ${tx.accountId} and subject_id = mine.id and name in ${readNames}
      union all
      select * from untold where subject_id = mine.id) e)`;
}

function readMatter(answer: Answer): Matter {
  const cases = answer.cases ?? [];
  const events = answer.events ?? [];
  return {
    rootId: answer.root_id,
    cases,
    rows: {
      cases: cases.map((one) => ({
        id: one.id,
        number: one.number,
        openedAt: new Date(one.openedAt),
        merged: one.merged,
        over: one.status === 'resolved' || one.status === 'closed',
        resolvedAt: instantOf(one.resolvedAt),
      })),
      messages: (answer.messages ?? []).map(({ body, folded, ...one }) => ({
        ...one,
        at: new Date(one.at),
        text: ownWords(body, folded),
      })),
      transfers: (answer.transfers ?? []).map((one) => ({ ...one, at: new Date(one.at) })),
      promises: (answer.promises ?? []).map((one) => ({
        ...one,
        dueAt: new Date(one.dueAt),
        keptAt: instantOf(one.keptAt),
        brokenAt: instantOf(one.brokenAt),
      })),
      assignments: events.flatMap(readAssignment),
      turns: dateLastTurns(events.flatMap(readTurn), cases),
    },
  };
}

/** The case knows exactly when it was resolved; its event was written a moment later. */
function dateLastTurns(turns: TrailRows['turns'], cases: NonNullable<Answer['cases']>) {
  const last = new Map(
    cases.flatMap(({ id, resolvedAt }) => {
      const turn = turns
        .filter((one) => one.caseId === id)
        .reduce<TrailRows['turns'][number] | null>(
          (newest, one) => (newest && newest.at > one.at ? newest : one),
          null,
        );
      return turn?.kind === 'resolved' && resolvedAt ? [[turn.id, new Date(resolvedAt)]] : [];
    }),
  );
  return turns.map((one) => ({ ...one, at: last.get(one.id) ?? one.at }));
}

function readAssignment({ id, caseId, at, name, facts }: EventRow): TrailRows['assignments'] {
  if (name !== 'case.assigned') return [];
  const member = namedOf(facts['member']);
  const from = namedOf(facts['from_member']);
  return [
    {
      id,
      caseId,
      at: new Date(at),
      memberId: member?.id ?? null,
      memberName: member?.name ?? null,
      fromId: from?.id ?? null,
      fromName: from?.name ?? null,
    },
  ];
}

function readTurn({ id, caseId, at, name, facts }: EventRow): TrailRows['turns'] {
  if (name === 'case.assigned') return [];
  const isOver = (status: unknown) => status === 'resolved' || status === 'closed';
  const was = isOver(facts['from']);
  const is = name === 'case.status_changed' && isOver(facts['to']);
  if (was === is) return [];
  return [{ id, caseId, at: new Date(at), kind: is ? 'resolved' : 'reopened' }];
}

function namedOf(value: unknown): { id: string; name: string } | null {
  return typeof value === 'object' && value !== null && 'id' in value
    ? (value as { id: string; name: string })
    : null;
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
