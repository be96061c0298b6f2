import type {
  getReplyCheckFigures,
  listReplyCheckOverrides,
} from '@earshot/contract/reply-check-contract.ts';
import type { QueryOf, ResponseOf } from '@earshot/contract/operation.ts';
import { type ReplyCheckRule, replyCheckRules } from '@earshot/contract/reply-check-rule.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import {
  countOutcomes,
  countReplies,
  type FigurePeriod,
  listOutcomes,
} from './reply-fact-views.ts';

const DAY_MS = 86_400_000;
const PERIOD_DAYS = 30;
/** A longer period is a report, not a look. */
const PERIOD_MAX_DAYS = 400;
/** Cases behind a figure that one screen can show. */
const OUTCOMES_MAX = 200;

type FigureQuery = QueryOf<typeof getReplyCheckFigures>;

/** How often each rule saw something, and what became of it. */
export async function presentFigures(
  tx: Tx,
  query: FigureQuery,
  now: Date,
): Promise<ResponseOf<typeof getReplyCheckFigures>> {
  const period = readPeriod(query, now);
  const counted = await countOutcomes(tx, period);
  const count = (rule: string, outcome: string) =>
    counted.find((one) => one.rule === rule && one.outcome === outcome)?.count ?? 0;
  return {
    from: period.from.toISOString(),
    until: period.until.toISOString(),
    replies: await countReplies(tx, period),
    items: replyCheckRules.map((rule) => ({
      rule,
      changed: count(rule, 'changed'),
      sent: count(rule, 'sent'),
      overridden: count(rule, 'overridden'),
    })),
  };
}

/** The cases that a figure counts. */
export async function listBehindFigure(
  tx: Tx,
  query: QueryOf<typeof listReplyCheckOverrides>,
  now: Date,
): Promise<ResponseOf<typeof listReplyCheckOverrides>['items']> {
  const { rule, outcome } = query;
  const period = readPeriod(query, now);
  const rows = await listOutcomes(tx, { ...period, rule, outcome, max: OUTCOMES_MAX });
  return rows.map((row) => ({
    ...row,
    rule: row.rule as ReplyCheckRule,
    made_at: row.made_at.toISOString(),
  }));
}

function readPeriod(query: FigureQuery, now: Date): FigurePeriod {
  const until = query.until ? new Date(query.until) : now;
  const from = query.from ? new Date(query.from) : new Date(until.getTime() - PERIOD_DAYS * DAY_MS);
  const days = (until.getTime() - from.getTime()) / DAY_MS;
  if (days <= 0 || days > PERIOD_MAX_DAYS) {
    const message = `A period of at most ${PERIOD_MAX_DAYS} days, from before until.`;
    throw new Invalid([{ path: 'query.from', message }]);
  }
  return { from, until, teamId: query.team_id };
}
