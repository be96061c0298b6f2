// reads: cases, teams, channel_accounts
import '../promise-tables.ts';
import { DAY_MS } from '@earshot/contract/durations.ts';
import type { getPromiseFigures, listPromises } from '@earshot/contract/promise-contract.ts';
import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { presentPromise, type ShownPromise } from '../clocks/owed-views.ts';
import { figureDaysMax } from '../promise-limits.ts';
import { outcomeOfPromise, outcomeTime } from './promise-outcome-views.ts';

type Figures = ResponseOf<typeof getPromiseFigures>;
type Listed = ResponseOf<typeof listPromises>;

interface Scope {
  from?: string | undefined;
  to?: string | undefined;
  team_id?: string | undefined;
  channel_id?: string | undefined;
  kind?: string | undefined;
}

/** Throws for days in the wrong order or too many of them. */
export function checkDays(scope: { from: string; to: string }): void {
  const days = (Date.parse(scope.to) - Date.parse(scope.from)) / DAY_MS;
  if (days >= 0 && days < figureDaysMax) return;
  const message = `Choose a last day that is not before the first, within ${figureDaysMax} days.`;
  throw new Invalid([{ path: 'query.to', message }]);
}

/**
 * Promises `p` of cases `c` that ended in these days and are counted: what another policy took over
 * before it broke was moved for nobody.
 */
function counted(tx: Tx, scope: Scope, timeZone: string): RawBuilder<boolean> {
  const { from, to } = scope;
  const begins = sql`(${from}::date::timestamp at time zone ${timeZone})`;
  const ends = sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`;
  return sql`p.account_id = ${tx.accountId} and ${outcomeTime} >= ${begins}
    and ${outcomeTime} < ${ends} and ${outcomeOfPromise} in ('kept', 'broken', 'renegotiated')
    and (p.broken_at is not null or p.moved_by is distinct from 'policy')
    and (p.broken_at >= ${begins} or p.kept_at >= ${begins} or p.withdrawn_at >= ${begins})
    and ${narrowed(scope)}`;
}

function narrowed(scope: Scope): RawBuilder<boolean> {
  return sql`(${scope.team_id ?? null}::uuid is null or p.team_id = ${scope.team_id ?? null}::uuid)
    and (${scope.channel_id ?? null}::uuid is null or p.channel_id = ${scope.channel_id ?? null}::uuid)
    and (${scope.kind ?? null}::text is null or p.kind = ${scope.kind ?? null}::text)`;
}

/** What is still owed by cases that are still there. */
function owed(tx: Tx, scope: Scope): RawBuilder<boolean> {
  return sql`p.account_id = ${tx.accountId} and p.kept_at is null and p.withdrawn_at is null
    and c.deleted_at is null and ${narrowed(scope)}`;
}

/** What of it is looked at apart. */
const OPEN = {
  due_today: (timeZone: string, now: Date) => sql<boolean>`p.broken_at is null
    and p.paused_at is null
    and (p.due_at at time zone ${timeZone})::date = (${now}::timestamptz at time zone ${timeZone})::date`,
  at_risk: () => sql<boolean>`p.broken_at is null and p.warned_at is not null`,
  overdue: () => sql<boolean>`p.broken_at is not null`,
} as const;

interface Counts {
  kept: number;
  broken: number;
  renegotiated: number;
}
interface CountRow extends Counts {
  key: string;
  name: string;
}

type Group = QueryOf<typeof getPromiseFigures>['group_by'];

/** What is counted apart, and the name of it as people know it. */
function groupKey(group: Group, timeZone: string): [RawBuilder<string>, RawBuilder<string>] {
  const day = sql<string>`to_char(${outcomeTime} at time zone ${sql.lit(timeZone)}, 'YYYY-MM-DD')`;
  switch (group) {
    case 'day':
      return [day, day];
    case 'kind':
      return [sql`p.kind`, sql`p.kind`];
    case 'channel':
      return [sql`coalesce(p.channel_id::text, '')`, sql`coalesce(ch.name, '')`];
    case 'team':
      return [sql`coalesce(p.team_id::text, '')`, sql`coalesce(t.name, '')`];
  }
}

/** Kept, broken and renegotiated promises by a key, and what is still owed. */
export async function countPromises(
  tx: Tx,
  query: QueryOf<typeof getPromiseFigures>,
  timeZone: string,
  now: Date,
): Promise<Figures> {
  const [key, name] = groupKey(query.group_by, timeZone);
  const { rows } = await sql<CountRow>`
    select key, name, count(*) filter (where outcome = 'kept') as kept,
      count(*) filter (where outcome = 'broken') as broken,
      count(*) filter (where outcome = 'renegotiated') as renegotiated
    from (
      select ${key} as key, ${name} as name, ${outcomeOfPromise} as outcome from case_promises p
      left join teams t on t.account_id = p.account_id and t.id = p.team_id
      left join channel_accounts ch on ch.account_id = p.account_id and ch.id = p.channel_id
      where ${counted(tx, query, timeZone)}) found
    group by 1, 2 order by 2, 1`.execute(tx.db);
  const total = sumUp(rows);
  return {
    total,
    kept_rate: rateOf(total),
    open: await countOpen(tx, query, timeZone, now),
    items: rows,
  };
}

/**
 * Whether the contact was told promise `p`, or one in whose place it stands: what was told and then
 * moved in silence, however often, is still owed to them.
 */
const toldToContact = sql<boolean>`(p.told_at is not null or exists (
  with recursive earlier as (
    select p.id as id, p.told_at as told_at
    union
    select o.id, o.told_at from case_promises o join earlier e on o.renegotiated_to_id = e.id
    where o.account_id = p.account_id and o.case_id = p.case_id)
  select from earlier where told_at is not null))`;

/** The published figures: kept, broken and renegotiated of these days, of what contacts were told. */
export async function countTold(
  tx: Tx,
  scope: { from: string; to: string },
  timeZone: string,
): Promise<Counts & { kept_rate: number | null }> {
  const { rows } = await sql<Counts>`
    select count(*) filter (where ${outcomeOfPromise} = 'kept') as kept,
      count(*) filter (where ${outcomeOfPromise} = 'broken') as broken,
      count(*) filter (where ${outcomeOfPromise} = 'renegotiated') as renegotiated
    from case_promises p
    where ${counted(tx, scope, timeZone)} and ${toldToContact}`.execute(tx.db);
  const total = sumUp(rows);
  return { ...total, kept_rate: rateOf(total) };
}

function sumUp(rows: readonly Counts[]): Counts {
  const sum = (field: keyof Counts) => rows.reduce((all, row) => all + row[field], 0);
  return { kept: sum('kept'), broken: sum('broken'), renegotiated: sum('renegotiated') };
}

/** A renegotiated promise counts by what became of the one in its place. */
function rateOf({ kept, broken }: Counts): number | null {
  return kept + broken === 0 ? null : kept / (kept + broken);
}

async function countOpen(
  tx: Tx,
  scope: Scope,
  timeZone: string,
  now: Date,
): Promise<Figures['open']> {
  const { rows } = await sql<Figures['open']>`
    select count(*) filter (where ${OPEN.due_today(timeZone, now)}) as due_today,
      count(*) filter (where ${OPEN.at_risk()}) as at_risk,
      count(*) filter (where ${OPEN.overdue()}) as overdue
    from case_promises p join cases c on c.account_id = p.account_id and c.id = p.case_id
    where ${owed(tx, scope)}`.execute(tx.db);
  return rows[0]!;
}

interface ListedRow extends ShownPromise {
  case_number: number;
  case_subject: string;
  ended_at: Date;
}

/** Where a page goes on: after the row with this time and id. */
export interface PromisePlace {
  at: string;
  id: string;
}

/** The very promises that a figure counts, the latest first; what is owed by its due time. */
export async function listCounted(
  tx: Tx,
  query: QueryOf<typeof listPromises>,
  page: { timeZone: string; now: Date; after: PromisePlace | null; visible: RawBuilder<boolean> },
): Promise<{ rows: ListedRow[]; next: PromisePlace | null }> {
  const { timeZone, now, after, visible } = page;
  const isOwed = query.open !== undefined;
  const at = isOwed ? sql`p.due_at` : outcomeTime;
  const which = isOwed
    ? sql`${owed(tx, query)} and ${OPEN[query.open!](timeZone, now)}`
    : sql`${counted(tx, query, timeZone)}
        and (${query.outcome ?? null}::text is null or ${outcomeOfPromise} = ${query.outcome ?? null})`;
  const beyond = after
    ? sql`(${at}, p.id) ${isOwed ? sql`>` : sql`<`} (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const down = isOwed ? sql`asc` : sql`desc`;
  const { rows } = await sql<ListedRow & { exact: string }>`
    select p.*, ${outcomeOfPromise} as outcome, ${at} as ended_at, ${at}::text as exact,
      c.number as case_number, c.subject as case_subject
    from case_promises p join cases c on c.account_id = p.account_id and c.id = p.case_id
    where ${which} and ${visible} and ${beyond}
    order by ${at} ${down}, p.id ${down} limit ${query.limit + 1}`.execute(tx.db);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last ? { at: last.exact, id: last.id } : null };
}

/** One counted promise with its case. */
export function presentCounted(row: ListedRow): Listed['items'][number] {
  return {
    ...presentPromise(row),
    case: { id: row.case_id, number: row.case_number, subject: row.case_subject },
  };
}
