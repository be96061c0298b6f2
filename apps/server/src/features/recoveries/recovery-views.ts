// reads: case_tasks, members, cases, case_trails
import type * as contract from '@earshot/contract/recovery-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { StoredActor } from '../../platform/db/tables.ts';
import { pageById } from '../../platform/http/page-by-id.ts';
import { listHiddenTeamIds, visibleCases } from '../cases/public.ts';
import { stateOf } from './gesture-rules.ts';
import { findPlaybook, suggestPlaybook } from './playbook-rules.ts';
import { caseGestures_max } from './recovery-limits.ts';
import type { SurveyAnswer } from './recovery-tables.ts';

interface RecoveryRow {
  id: string;
  case_id: string;
  playbook: string;
  started_by: StoredActor;
  started_at: Date;
  finished_at: Date | null;
  withdrawn_at: Date | null;
  steps: StepRow[];
  survey: contract.Recovery['survey'];
}

interface StepRow {
  id: string;
  code: string;
  title: string;
  due_at: string;
  task_id: string;
  assignee: { id: string; name: string } | null;
  done_at: string | null;
  done_by: string | null;
  left_out: boolean;
}

/** What was begun on a case, its gestures and their sums; of the cases merged into it as well. */
export async function presentCaseRecoveries(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<contract.CaseRecoveries> {
  const recoveries = await listRecoveries(tx, caseId);
  const gestures = await listGestureRows(
    tx,
    sql`g.case_id in (select ${caseId}::uuid union all
    select m.id from cases m where m.account_id = g.account_id and m.merged_into_id = ${caseId})`,
  );
  const running = recoveries.some((one) => !one.finished_at && !one.withdrawn_at);
  return {
    suggested: running ? null : await findSuggestion(tx, actor, caseId),
    items: recoveries.map((row) => presentRecovery(row, actor.locale)),
    gestures: gestures.map(presentGesture),
    sums: sumGestures(gestures),
  };
}

async function listRecoveries(tx: Tx, caseId: string): Promise<RecoveryRow[]> {
  const { rows } = await sql<RecoveryRow>`
    select r.id, r.case_id, r.playbook, r.started_by, r.started_at, r.finished_at, r.withdrawn_at,
      (select json_build_object('due_at', s.due_at, 'asked_at', s.asked_at, 'skipped_because',
          s.skipped_because, 'answer', s.answer, 'answered_at', s.answered_at)
        from recovery_surveys s where s.account_id = r.account_id and s.recovery_id = r.id) as survey,
      coalesce((select json_agg(json_build_object('id', s.id, 'code', s.code, 'title', t.title,
          'due_at', coalesce(t.due_at, s.due_at), 'task_id', t.id, 'done_at', t.done_at,
          'done_by', t.done_by ->> 'name', 'left_out', t.deleted_at is not null,
          'assignee', case when m.id is null then null
            else json_build_object('id', m.id, 'name', m.name) end) order by s.ordinal)
        from recovery_steps s
        join case_tasks t on t.account_id = s.account_id and t.id = s.task_id
        left join members m on m.account_id = t.account_id and m.id = t.assignee_id
        where s.account_id = r.account_id and s.recovery_id = r.id), '[]') as steps
    from recoveries r
    where r.account_id = ${tx.accountId} and r.case_id in (select ${caseId}::uuid union all
      select m.id from cases m where m.account_id = ${tx.accountId} and m.merged_into_id = ${caseId})
    order by r.started_at desc, r.id desc`.execute(tx.db);
  return rows;
}

function presentRecovery(row: RecoveryRow, locale: 'de' | 'en'): contract.Recovery {
  const iso = (text: string | null) => (text === null ? null : new Date(text).toISOString());
  const { survey } = row;
  return {
    id: row.id,
    playbook: row.playbook,
    name: findPlaybook(row.playbook)?.name[locale] ?? row.playbook,
    started_by: doerOf(row.started_by)!,
    started_at: row.started_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    withdrawn_at: row.withdrawn_at?.toISOString() ?? null,
    steps: row.steps.map((step) => ({
      ...step,
      due_at: iso(step.due_at)!,
      done_at: iso(step.done_at),
    })),
    survey: survey && {
      ...survey,
      due_at: iso(survey.due_at)!,
      asked_at: iso(survey.asked_at),
      answered_at: iso(survey.answered_at),
    },
  };
}

/** What fits the kept escalation of a case; the trail says why, this only which playbook. */
async function findSuggestion(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<contract.CaseRecoveries['suggested']> {
  const row = await tx.db
    .selectFrom('case_trails')
    .select(['score', 'points'])
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  const codes = row?.points.map((one) => one.code) ?? [];
  const found = row && suggestPlaybook(row.score, codes);
  return found ? { playbook: found.code, name: found.name[actor.locale], score: row.score } : null;
}

interface GestureRow {
  id: string;
  case_id: string;
  case_number: number;
  recovery_id: string | null;
  kind: contract.Gesture['kind'];
  amount_cents: number;
  currency: string;
  words: string;
  limit_cents: number | null;
  proposed_by: StoredActor;
  proposed_at: Date;
  approved_by: StoredActor | null;
  approved_at: Date | null;
  refused_by: StoredActor | null;
  refused_at: Date | null;
  given_by: StoredActor | null;
  given_at: Date | null;
  withdrawn_by: StoredActor | null;
  withdrawn_at: Date | null;
  decision_reason: string;
}

async function listGestureRows(
  tx: Tx,
  where: ReturnType<typeof sql>,
  most: number = caseGestures_max,
): Promise<GestureRow[]> {
  const { rows } = await sql<GestureRow>`
    select g.*, c.number as case_number from recovery_gestures g
    join cases c on c.account_id = g.account_id and c.id = g.case_id
    where g.account_id = ${tx.accountId} and ${where}
    order by g.proposed_at desc, g.id desc limit ${most}`.execute(tx.db);
  return rows;
}

function presentGesture(row: GestureRow): contract.Gesture {
  return {
    id: row.id,
    case: { id: row.case_id, number: row.case_number },
    recovery_id: row.recovery_id,
    kind: row.kind,
    amount_cents: row.amount_cents,
    currency: row.currency,
    words: row.words,
    state: stateOf(row),
    limit_cents: row.limit_cents,
    proposed_by: doerOf(row.proposed_by)!,
    proposed_at: row.proposed_at.toISOString(),
    approved_by: doerOf(row.approved_by),
    approved_at: row.approved_at?.toISOString() ?? null,
    refused_by: doerOf(row.refused_by),
    refused_at: row.refused_at?.toISOString() ?? null,
    given_by: doerOf(row.given_by),
    given_at: row.given_at?.toISOString() ?? null,
    withdrawn_by: doerOf(row.withdrawn_by),
    withdrawn_at: row.withdrawn_at?.toISOString() ?? null,
    decision_reason: row.decision_reason,
  };
}

function doerOf(actor: StoredActor | null): { kind: StoredActor['kind']; name: string } | null {
  return actor && { kind: actor.kind, name: actor.name };
}

function sumGestures(
  rows: readonly Pick<GestureRow, 'currency' | 'amount_cents' | keyof Times>[],
): contract.CaseRecoveries['sums'] {
  const sums = new Map<string, contract.CaseRecoveries['sums'][number]>();
  for (const row of rows) {
    const { currency } = row;
    const sum = sums.get(currency) ?? {
      currency,
      proposed_cents: 0,
      approved_cents: 0,
      given_cents: 0,
    };
    const state = stateOf(row);
    if (state === 'proposed') sum.proposed_cents += row.amount_cents;
    if (state === 'approved') sum.approved_cents += row.amount_cents;
    if (state === 'given') sum.given_cents += row.amount_cents;
    sums.set(currency, sum);
  }
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

type Times = Parameters<typeof stateOf>[0];

/** How a gesture `g` stands, as `stateOf` says it. */
const standing = sql`(case when g.withdrawn_at is not null then 'withdrawn'
  when g.refused_at is not null then 'refused' when g.given_at is not null then 'given'
  when g.approved_at is not null then 'approved' else 'proposed' end)`;

/** The ledger in a span of time, newest first; the sums are of all its rows, not only those shown. */
export async function presentLedger(
  tx: Tx,
  actor: Actor,
  wanted: {
    from: Date | null;
    to: Date | null;
    state: contract.Gesture['state'] | null;
    after: string | null;
    most: number;
  },
): Promise<ResponseOf<typeof contract.listGestures>> {
  const hidden = await listHiddenTeamIds(tx, actor);
  const where = sql`${visibleCases(actor, hidden)}
    and g.proposed_at >= coalesce(${wanted.from}::timestamptz, '-infinity')
    and g.proposed_at < coalesce(${wanted.to}::timestamptz, 'infinity')`;
  const beyond = sql`${where}
    and (${wanted.state}::text is null or ${standing} = ${wanted.state})
    and (${wanted.after}::uuid is null or (g.proposed_at, g.id) < (
      select last.proposed_at, last.id from recovery_gestures last
      where last.account_id = g.account_id and last.id = ${wanted.after}))`;
  const found = await listGestureRows(tx, beyond, wanted.most + 1);
  const { rows } = await sql<GestureRow>`
    select g.currency, sum(g.amount_cents)::bigint as amount_cents,
      max(g.approved_at) as approved_at, max(g.refused_at) as refused_at,
      max(g.given_at) as given_at, max(g.withdrawn_at) as withdrawn_at
    from recovery_gestures g join cases c on c.account_id = g.account_id and c.id = g.case_id
    where g.account_id = ${tx.accountId} and ${where}
    group by g.currency, g.approved_at is null, g.refused_at is null, g.given_at is null,
      g.withdrawn_at is null`.execute(tx.db);
  return { ...pageById(found, wanted.most, presentGesture), sums: sumGestures(rows) };
}

export interface PlaybookCount {
  playbook: string;
  started: number;
  finished: number;
  asked: number;
  yes: number;
  partly: number;
  no: number;
}

/** How each playbook went: begun and not stopped, finished, asked, and what was answered. */
export async function countPlaybooks(tx: Tx): Promise<PlaybookCount[]> {
  const of = (answer: SurveyAnswer) =>
    sql`count(*) filter (where s.answer = ${sql.lit(answer)})::int`;
  const { rows } = await sql<PlaybookCount>`
    select r.playbook, count(*)::int as started, count(r.finished_at)::int as finished,
      count(s.asked_at)::int as asked, ${of('yes')} as yes, ${of('partly')} as partly,
      ${of('no')} as no
    from recoveries r
    left join recovery_surveys s on s.account_id = r.account_id and s.recovery_id = r.id
    where r.account_id = ${tx.accountId} and r.withdrawn_at is null
    group by r.playbook`.execute(tx.db);
  return rows;
}

/** A recovery locked until the end of the transaction, with how many steps are open and done. */
export async function findRecovery(tx: Tx, recoveryId: string) {
  const { rows } = await sql<{
    id: string;
    case_id: string;
    finished_at: Date | null;
    withdrawn_at: Date | null;
    open: number;
    done: number;
  }>`
    select r.id, r.case_id, r.finished_at, r.withdrawn_at,
      (select count(*)::int from recovery_steps s join case_tasks t on t.account_id = s.account_id
        and t.id = s.task_id where s.account_id = r.account_id and s.recovery_id = r.id
        and t.deleted_at is null and t.done_at is null) as open,
      (select count(*)::int from recovery_steps s join case_tasks t on t.account_id = s.account_id
        and t.id = s.task_id where s.account_id = r.account_id and s.recovery_id = r.id
        and t.deleted_at is null and t.done_at is not null) as done
    from recoveries r where r.account_id = ${tx.accountId} and r.id = ${recoveryId}
    for update of r`.execute(tx.db);
  return rows[0] ?? null;
}

/** Recoveries to which these tasks belong. */
export async function listRecoveriesOf(tx: Tx, taskIds: readonly string[]): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('recovery_steps')
    .select('recovery_id')
    .distinct()
    .where('account_id', '=', tx.accountId)
    .where('task_id', 'in', [...taskIds])
    .execute();
  return rows.map((row) => row.recovery_id);
}

/** A gesture locked until the end of the transaction; null where there is none. */
export async function findGesture(tx: Tx, gestureId: string) {
  const row = await tx.db
    .selectFrom('recovery_gestures')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', gestureId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}
