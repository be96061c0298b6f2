import { type ReplyCheckRule, replyCheckRules } from '@earshot/contract/reply-check-rule.ts';
import type { ReplyCheckMode } from '@earshot/contract/reply-check-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor } from '../../platform/db/tables.ts';

import { newId } from '../../platform/ids.ts';
import './reply-check-tables.ts';

/** The mode of every rule; one that nobody changed warns. */
export async function listModes(tx: Tx): Promise<Map<ReplyCheckRule, ReplyCheckMode>> {
  const rows = await tx.db
    .selectFrom('reply_check_modes')
    .select(['rule', 'mode'])
    .where('account_id', '=', tx.accountId)
    .execute();
  const changed = new Map(rows.map(({ rule, mode }) => [rule, mode]));
  return new Map(replyCheckRules.map((rule) => [rule, changed.get(rule) ?? 'warn']));
}

/** Sets the mode of one rule. */
export async function saveMode(
  tx: Tx,
  change: { rule: ReplyCheckRule; mode: ReplyCheckMode; by: StoredActor; at: Date },
): Promise<void> {
  const values = { mode: change.mode, changed_at: change.at, changed_by: json(change.by) };
  await tx.db
    .insertInto('reply_check_modes')
    .values({ account_id: tx.accountId, rule: change.rule, ...values })
    .onConflict((on) => on.columns(['account_id', 'rule']).doUpdateSet(values))
    .execute();
}

/** Remembers what a member was shown while writing. */
export async function saveShown(
  tx: Tx,
  seen: { caseId: string; memberId: string; rules: readonly string[]; at: Date },
): Promise<void> {
  if (seen.rules.length === 0) return;
  await tx.db
    .insertInto('reply_check_shown')
    .values(
      seen.rules.map((rule) => ({
        account_id: tx.accountId,
        case_id: seen.caseId,
        member_id: seen.memberId,
        rule,
        shown_at: seen.at,
      })),
    )
    .onConflict((on) => on.columns(['account_id', 'case_id', 'member_id', 'rule']).doNothing())
    .execute();
}

/** What the member was shown since their last reply in the case; forgotten with this. */
export async function takeShown(tx: Tx, caseId: string, memberId: string): Promise<string[]> {
  const rows = await tx.db
    .deleteFrom('reply_check_shown')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('member_id', '=', memberId)
    .returning('rule')
    .execute();
  return rows.map(({ rule }) => rule);
}

export interface Outcome {
  rule: string;
  outcome: 'changed' | 'sent' | 'overridden';
  reason: string;
}

/** Keeps what became of each rule in a reply. */
export async function insertOutcomes(
  tx: Tx,
  reply: {
    caseId: string;
    messageId: string;
    teamId: string | null;
    by: StoredActor;
    at: Date;
    outcomes: readonly Outcome[];
  },
): Promise<void> {
  if (reply.outcomes.length === 0) return;
  await tx.db
    .insertInto('reply_check_overrides')
    .values(
      reply.outcomes.map((one) => ({
        account_id: tx.accountId,
        id: newId(),
        case_id: reply.caseId,
        message_id: reply.messageId,
        team_id: reply.teamId,
        ...one,
        made_by: json(reply.by),
        made_at: reply.at,
      })),
    )
    .execute();
}
