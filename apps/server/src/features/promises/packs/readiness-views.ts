// reads: cases, messages
import '../promise-tables.ts';
import type { getPackReadiness } from '@earshot/contract/promise-rule-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import { outcomeOfPromise } from '../figures/promise-outcome-views.ts';
import { readinessCasesMax } from '../promise-limits.ts';
import type { DutyMeasure, PackDuty } from './policy-packs.ts';
import { readinessTexts } from './readiness-texts.ts';

type Item = ResponseOf<typeof getPackReadiness>['items'][number];
type Finding = Pick<Item, 'state' | 'figures' | 'why' | 'cases'>;

interface CountedCase {
  id: string;
  number: number;
  good: boolean;
}

interface ReadinessFacts {
  since: Date;
  policyIds: readonly string[];
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
  const { unused, met, missed } = readinessTexts[facts.locale];
  if (measure === 'settled_in_time' && facts.policyIds.length === 0) {
    return { state: 'not_measured', figures: {}, why: unused, cases: [] };
  }
  const found = await listCounted(tx, measure, facts);
  const bad = found.filter((one) => !one.good);
  return {
    state: bad.length > 0 ? 'not_met' : measure === 'answered' ? 'not_measured' : 'met',
    figures: { cases: found.length, met: found.length - bad.length, not_met: bad.length },
    why: (bad.length > 0 ? missed : met)[measure],
    cases: bad.slice(0, readinessCasesMax).map(({ id, number }) => ({ id, number })),
  };
}

async function listCounted(
  tx: Tx,
  measure: DutyMeasure,
  { since, policyIds }: ReadinessFacts,
): Promise<CountedCase[]> {
  const standing = sql`c.account_id = ${tx.accountId} and c.deleted_at is null
    and c.merged_into_id is null`;
  const query = {
    settled_in_time: sql<CountedCase>`
      select c.id, c.number, bool_and(${outcomeOfPromise} <> 'broken') as good
      from case_promises p
      join sla_clocks k on k.account_id = p.account_id and k.id = p.clock_id
      join cases c on c.account_id = p.account_id and c.id = p.case_id
      where ${standing} and p.kind = 'resolution' and k.policy_id = any(${[...policyIds]}::uuid[])
        and coalesce(p.broken_at, p.kept_at) >= ${since}
      group by 1, 2 order by 2`,
    told_number: sql<CountedCase>`
      select c.id, c.number, exists (select from messages m where m.account_id = c.account_id
        and m.case_id = c.id and m.kind = 'confirmation') as good
      from cases c where ${standing} and c.created_at >= ${since} and exists (
        select from messages m where m.account_id = c.account_id and m.case_id = c.id
          and m.direction = 'in' and m.kind = 'message') order by 2`,
    answered: sql<CountedCase>`
      select c.id, c.number, c.first_answered_at is not null as good
      from cases c where ${standing} and c.resolved_at >= ${since} order by 2`,
    closed_unanswered: sql<CountedCase>`
      select c.id, c.number, c.first_answered_at is not null as good
      from cases c where ${standing} and c.status in ('resolved', 'closed')
        and c.resolved_at >= ${since} and c.last_in_at is not null order by 2`,
  }[measure];
  return (await query.execute(tx.db)).rows;
}
