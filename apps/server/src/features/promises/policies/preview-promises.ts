import type { createPromisePreview } from '@earshot/contract/promise-rule-contract.ts';
import type { BodyOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getChannel } from '../../channels/public.ts';
import { planOpening } from '../clocks/open-promises.ts';
import { loadPolicies } from './policy-store.ts';

/** What a mail that arrives now would be promised, and why: the very plan of the intake. */
export async function previewPromises(
  tx: Tx,
  input: BodyOf<typeof createPromisePreview>,
  now: Date,
): Promise<ResponseOf<typeof createPromisePreview>> {
  const channel = await getChannel(tx, input.channel_id);
  const account = await getAccountFacts(tx);
  const planned = planOpening(
    await loadPolicies(tx),
    {
      channelId: channel.id,
      teamId: input.team_id === undefined ? channel.teamId : input.team_id,
      priority: input.priority,
      tags: input.tags,
      contactGroups: input.contact_groups,
      answerWithinHours: channel.settings.answer_within_hours,
      language: input.language,
      timeZone: account.timeZone,
    },
    now,
  );
  return {
    items: planned.map((one) => ({
      kind: one.kind,
      due_at: one.dueAt.toISOString(),
      warn_at: one.warnAt.toISOString(),
      words: one.words,
      because: one.because,
    })),
  };
}
