import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { WordsFinding } from '@earshot/contract/reply-finding.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import { getAccountFacts } from '../accounts/public.ts';
import { findTeamRow } from './team-store.ts';

/** Has a team’s signature looked at where it is new; refuses where a rule binds. */
export async function guardSignature(
  tx: Tx,
  actor: Actor,
  wish: {
    teamId: string | null;
    signature: string | undefined;
    overrides: readonly ReplyCheckOverride[] | undefined;
  },
  guard: GuardWords,
): Promise<WordsFinding[]> {
  const { teamId, signature, overrides } = wish;
  const before = teamId === null ? null : await findTeamRow(tx, teamId);
  if (signature === undefined || signature === before?.signature) return [];
  const { locale: language } = await getAccountFacts(tx);
  const words = { field: 'signature', text: signature, language, fills: ['member'] };
  return guard(tx, actor, [words], overrides);
}
