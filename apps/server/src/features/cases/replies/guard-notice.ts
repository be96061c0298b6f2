import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { SeenCase } from '../case-access-views.ts';
import type { GuardReply } from './reply-to-case.ts';

/**
 * Has the words of a notice looked at where a person edited them, as an answer is; our own words
 * are not. Null: there is nothing to keep.
 */
export async function guardNotice(
  tx: Tx,
  actor: Actor,
  openCase: SeenCase,
  notice: {
    guard: GuardReply | undefined;
    /** As a person wrote it; left out: as it was proposed. */
    text: string | undefined;
    made: string;
    overrides: readonly ReplyCheckOverride[] | undefined;
  },
  now: Date,
): Promise<Awaited<ReturnType<GuardReply>> | null> {
  const { guard, text, made, overrides } = notice;
  if (!guard || text === undefined || text.trim() === made.trim()) return null;
  const leaving = {
    caseId: openCase.id,
    teamId: openCase.team_id,
    contactId: openCase.contact_id,
    text,
    attachments: 0,
    occasion: 'notice' as const,
  };
  return guard(tx, actor, leaving, [...(overrides ?? [])], now);
}
