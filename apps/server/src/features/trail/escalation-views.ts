// reads: cases, members, team_members, contacts, contact_points, teams
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import type { ScoreCount } from './calibration-rules.ts';
import type { ScorePoint } from './escalation-rules.ts';
import { escalationsMax, outcomeWithin_ms } from './trail-limits.ts';
import type { EscalationLevel } from './trail-tables.ts';

export interface Raised {
  case_id: string;
  level: EscalationLevel;
  score: number;
  raised_at: Date;
  owner: { id: string; name: string } | null;
  told: { id: string; name: string }[];
  task_id: string | null;
}

/** Levels that these cases reached before, oldest first. */
export async function listRaised(tx: Tx, caseIds: readonly string[]): Promise<Raised[]> {
  const { rows } = await sql<Raised>`
    select e.case_id, e.level, e.score, e.raised_at, e.task_id,
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end
        as owner,
      coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name)
        from members m where m.account_id = e.account_id and m.id = any(e.told_member_ids)), '[]')
        as told
    from case_escalations e
    left join members o on o.account_id = e.account_id and o.id = e.owner_member_id
    where e.account_id = ${tx.accountId} and e.case_id = any(${[...caseIds]}::uuid[])
    order by e.raised_at, e.id`.execute(tx.db);
  return rows;
}

export interface Dismissal {
  case_id: string;
  score: number;
  reason: string;
  dismissed_by: StoredActor;
  dismissed_at: Date;
}

/** The newest standing dismissal among these cases; null where nobody dismissed anything. */
export async function findDismissal(tx: Tx, caseIds: readonly string[]): Promise<Dismissal | null> {
  const row = await tx.db
    .selectFrom('escalation_dismissals')
    .select(['case_id', 'score', 'reason', 'dismissed_by', 'dismissed_at'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', 'in', [...caseIds])
    .where('undone_at', 'is', null)
    .orderBy('score', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Who is told: the active supervisors, those of the owner team first; administrators where the
 * account has no supervisor.
 */
export async function listSupervisors(
  tx: Tx,
  teamId: string | null,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string; role: string }>`
    select m.id, m.name, m.role from members m
    where m.account_id = ${tx.accountId} and m.role in ('supervisor', 'administrator')
      and m.deactivated_at is null
    order by exists (select from team_members t where t.account_id = m.account_id
      and t.member_id = m.id and t.team_id = ${teamId}::uuid) desc, m.name, m.id`.execute(tx.db);
  const supervisors = rows.filter((row) => row.role === 'supervisor');
  return (supervisors.length > 0 ? supervisors : rows).map(({ id, name }) => ({ id, name }));
}

/** Whom an owner is to call, whether by telephone, and the owner’s own language. */
export async function findCallFacts(
  tx: Tx,
  caseId: string,
  ownerId: string,
): Promise<{ contact: string; hasPhone: boolean; locale: 'de' | 'en' }> {
  const { rows } = await sql<{ contact: string; hasPhone: boolean; locale: 'de' | 'en' }>`
    select coalesce(k.name, '') as contact, m.locale, exists (
      select from contact_points p where p.account_id = c.account_id
        and p.contact_id = c.contact_id and p.kind = 'phone' and p.removed_at is null)
      as "hasPhone"
    from cases c
    join members m on m.account_id = c.account_id and m.id = ${ownerId}
    left join contacts k on k.account_id = c.account_id and k.id = c.contact_id
    where c.account_id = ${tx.accountId} and c.id = ${caseId}`.execute(tx.db);
  return rows[0] ?? { contact: '', hasPhone: false, locale: 'en' };
}

export interface EscalatedRow {
  case_id: string;
  number: number;
  subject: string;
  status: 'open' | 'waiting' | 'resolved' | 'closed';
  contact: { id: string; name: string } | null;
  team: { id: string; name: string } | null;
  assignee: { id: string; name: string } | null;
  owner: { id: string; name: string } | null;
  score: number;
  points: ScorePoint[];
  contacts: number;
  hand_offs: number;
  promises_broken: number;
  waiting_seconds: number;
  waiting_since: Date | null;
  dismissed: { score: number; reason: string; name: string; at: string } | null;
}

/**
 * Matters that are not solved, with at least this score, highest first; each matter once, by its
 * newest open case that the actor may see.
 */
export async function listEscalated(
  tx: Tx,
  actor: Actor,
  scoreMin: number,
): Promise<EscalatedRow[]> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const named = (table: string) =>
    sql`case when ${sql.ref(`${table}.id`)} is null then null
      else json_build_object('id', ${sql.ref(`${table}.id`)}, 'name', ${sql.ref(`${table}.name`)}) end`;
  const { rows } = await sql<EscalatedRow>`
    select * from (
      select distinct on (s.matter_id) c.id as case_id, c.number, c.subject, c.status,
        ${named('k')} as contact, ${named('t')} as team, ${named('m')} as assignee,
        ${named('o')} as owner, s.score, s.points, s.contacts, s.hand_offs, s.promises_broken,
        s.waiting_seconds, s.waiting_since,
        (select json_build_object('score', d.score, 'reason', d.reason,
            'name', d.dismissed_by ->> 'name', 'at', d.dismissed_at)
          from escalation_dismissals d where d.account_id = c.account_id and d.case_id = c.id
            and d.undone_at is null and d.score >= s.score) as dismissed
      from case_trails s
      join cases c on c.account_id = s.account_id and c.id = s.case_id
      left join contacts k on k.account_id = c.account_id and k.id = c.contact_id
      left join teams t on t.account_id = c.account_id and t.id = c.team_id
      left join members m on m.account_id = c.account_id and m.id = c.assignee_id
      left join case_escalations e on e.account_id = c.account_id and e.case_id = c.id
        and e.level = 'owner'
      left join members o on o.account_id = e.account_id and o.id = e.owner_member_id
      where s.account_id = ${tx.accountId} and s.score >= ${scoreMin}
        and c.deleted_at is null and c.merged_into_id is null
        and c.status in ('open', 'waiting') and ${visibleCases(actor, hidden)}
      order by s.matter_id, c.last_message_at desc, c.id) x
    order by x.score desc, x.waiting_since nulls last, x.case_id
    limit ${sql.lit(escalationsMax)}`.execute(tx.db);
  return rows;
}

/**
 * Matters by their score at the first resolution, and how many of them went bad within 30 days.
 * Only those whose 30 days are over: counting the others’ failures, but not yet their successes,
 * would make every score look worse.
 */
export async function countOutcomes(tx: Tx, now: Date): Promise<ScoreCount[]> {
  const before = new Date(now.getTime() - outcomeWithin_ms);
  const { rows } = await sql<{ score: number; cases: number; went_bad: number }>`
    select resolved_score as score, count(*)::int as cases,
      count(went_bad_at)::int as went_bad
    from (select distinct on (matter_id) resolved_score, went_bad_at
      from case_trails s join cases c on c.account_id = s.account_id and c.id = s.case_id
      where s.account_id = ${tx.accountId} and s.first_resolved_at <= ${before}
        and s.resolved_score is not null and c.deleted_at is null
      order by matter_id, s.case_id) x
    group by 1 order by 1`.execute(tx.db);
  return rows.map((row) => ({ score: row.score, cases: row.cases, wentBad: row.went_bad }));
}
