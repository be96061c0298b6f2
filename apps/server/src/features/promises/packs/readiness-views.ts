// reads: cases, messages, channel_accounts
import '../promise-tables.ts';
import type { getPackReadiness } from '@earshot/contract/promise-rule-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import { readinessCasesMax } from '../promise-limits.ts';
import { listAnsweredInLanguage } from './language-duty-views.ts';
import type { DutyMeasure, PackDuty } from './policy-packs.ts';
import { readinessTexts } from './readiness-texts.ts';

type Item = ResponseOf<typeof getPackReadiness>['items'][number];
type Finding = Pick<Item, 'state' | 'figures' | 'why' | 'cases'>;

/** A case that a duty is about, and whether it was met there. */
export interface CountedCase {
  id: string;
  number: number;
  good: boolean;
}

interface ReadinessFacts {
  since: Date;
  now: Date;
  policyIds: readonly string[];
  /** Of the cases that the pack is about; none: of all. */
  tags: readonly string[];
  locale: Locale;
}

/** Whether a duty is met, with figures since a moment and the cases that say otherwise. */
export async function findReadiness(tx: Tx, duty: PackDuty, facts: ReadinessFacts): Promise<Item> {
  const { id, source, verified, text, measure } = duty;
  const finding: Finding =
    measure === null
      ? {
          state: 'not_measured',
          figures: {},
          why: readinessTexts[facts.locale].unmeasured,
          cases: [],
        }
      : await judge(tx, measure, facts);
  return { id, source, verified, text, ...finding };
}

async function judge(tx: Tx, measure: DutyMeasure, facts: ReadinessFacts): Promise<Finding> {
  const { unused, none, met, missed } = readinessTexts[facts.locale];
  if (measure === 'settled_in_time' && facts.policyIds.length === 0) {
    return { state: 'not_measured', figures: {}, why: unused, cases: [] };
  }
  const found = await listCounted(tx, measure, facts);
  const bad = found.filter((one) => !one.good);
  return {
    state: decideState(measure, found.length, bad.length),
    figures: { cases: found.length, met: found.length - bad.length, not_met: bad.length },
    why: found.length === 0 ? none : (bad.length > 0 ? missed : met)[measure],
    cases: bad.slice(0, readinessCasesMax).map(({ id, number }) => ({ id, number })),
  };
}

/** Where nothing was counted nothing was met, and whether reasons were given nobody judges. */
function decideState(measure: DutyMeasure, counted: number, bad: number): Item['state'] {
  if (counted === 0) return 'no_cases';
  if (bad > 0) return 'not_met';
  return measure === 'answered_with_reasons' ? 'not_measured' : 'met';
}

async function listCounted(
  tx: Tx,
  measure: DutyMeasure,
  facts: ReadinessFacts,
): Promise<CountedCase[]> {
  if (measure === 'settled_in_time') return listSettled(tx, facts);
  const { since, tags } = facts;
  const standing = sql`c.account_id = ${tx.accountId} and c.deleted_at is null
    and c.merged_into_id is null`;
  const known = tags.map((tag) => tag.toLowerCase());
  const isMeant = sql`(${known.length === 0} or exists (
    select from unnest(c.tags) tag where lower(tag) = any(${known}::text[])))`;
  if (measure === 'answered_in_language') {
    return listAnsweredInLanguage(tx, sql`${standing} and ${isMeant}`, since);
  }
  const answered = sql<CountedCase>`
    select c.id, c.number, c.first_answered_at is not null as good
    from cases c where ${standing} and ${isMeant} and c.resolved_at >= ${since} order by 2`;
  const query = {
    // The page after a form names the number; the subject of every mail of ours does.
    told_number: sql<CountedCase>`
      select c.id, c.number, exists (select from messages m
        join channel_accounts a on a.account_id = m.account_id and a.id = m.channel_id
        where m.account_id = c.account_id and m.case_id = c.id and (a.kind = 'form'
          or m.kind = 'confirmation' or a.kind = 'email' and m.direction = 'out'
            and m.kind in ('message', 'notice')
            and m.delivery_state not in ('cancelled', 'failed', 'bounced'))) as good
      from cases c where ${standing} and ${isMeant} and c.created_at >= ${since} and exists (
        select from messages m where m.account_id = c.account_id and m.case_id = c.id
          and m.direction = 'in' and m.kind = 'message') order by 2`,
    answered,
    answered_with_reasons: answered,
    closed_unanswered: sql<CountedCase>`
      select c.id, c.number, c.first_answered_at is not null as good
      from cases c where ${standing} and c.status in ('resolved', 'closed')
        and c.resolved_at >= ${since} and c.last_in_at is not null order by 2`,
  }[measure];
  return (await query.execute(tx.db)).rows;
}

/**
 * Cases whose clocks of these policies ended, or ran out while the matter is owed. What counts is
 * the time with which a clock began: a later one that the contact was told moves no duty. Waiting
 * does, where the policy says so.
 */
async function listSettled(
  tx: Tx,
  { since, now, policyIds }: ReadinessFacts,
): Promise<CountedCase[]> {
  const { rows } = await sql<CountedCase>`
    with ended as (
      select k.case_id, max(p.kept_at) as kept_at,
        bool_or(p.kept_at is null and p.withdrawn_at is null and p.paused_at is null) as owed,
        bool_or(p.broken_at is not null) as broken,
        case when k.pauses then max(p.due_at)
          else (array_agg(p.due_at order by p.made_at, p.id))[1] end as due_at
      from sla_clocks k
      join case_promises p on p.account_id = k.account_id and p.clock_id = k.id
      where k.account_id = ${tx.accountId} and k.kind = 'resolution'
        and k.policy_id = any(${[...policyIds]}::uuid[])
      group by k.id, k.case_id, k.pauses)
    select c.id, c.number, bool_and(not e.broken and coalesce(e.kept_at <= e.due_at, false)) as good
    from ended e join cases c on c.account_id = ${tx.accountId} and c.id = e.case_id
    where c.deleted_at is null and c.merged_into_id is null
      and (e.kept_at is not null or e.broken or e.owed and e.due_at <= ${now})
      and coalesce(e.kept_at, e.due_at) >= ${since}
    group by 1, 2 order by 2`.execute(tx.db);
  return rows;
}
