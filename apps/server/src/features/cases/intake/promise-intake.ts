import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { listGroupNames } from '../../contacts/public.ts';
import { intakePromises, type PlannedPromise, type PlanFacts } from '../../promises/public.ts';
import { settleCase } from '../promises/settle-case.ts';
import type { Sender } from './confirm-case.ts';
import type { LockedCase } from './take-up-store.ts';
import type { TakeUp } from './take-up-types.ts';

/** What a case that begins with this mail is promised; the first one is its first answer. */
export async function planNewCase(
  tx: Tx,
  input: TakeUp,
  sender: Pick<Sender, 'contactId'>,
): Promise<PlannedPromise[]> {
  const { channel, mail } = input;
  const facts = await loadFacts(tx, input, sender, {
    team_id: channel.teamId,
    priority: mail.priority === 'high' ? 'high' : 'normal',
    tags: [],
  });
  return intakePromises.planOpening(input.policies, facts, input.now);
}

/** Makes what was planned for a new case, told by the confirmation or not. Queued. */
export async function promiseOpening(
  tx: Tx,
  input: TakeUp,
  planned: readonly PlannedPromise[],
  opened: { caseId: string; told: boolean },
): Promise<void> {
  const place = { channelId: input.channel.id, teamId: input.channel.teamId, at: input.now };
  const system = systemActor(tx.accountId, 'intake');
  const made = intakePromises.makePromises(tx, system, planned, { ...opened, ...place });
  await emitEvent(tx, system, ...made);
}

/**
 * The contact wrote again and it is our turn: where no answer is owed to them, one is promised.
 * Answers by when, to be shown in lists. What waited runs again after `settleReopened`.
 */
export async function promiseAnswer(
  tx: Tx,
  input: TakeUp,
  caseId: string,
  locked: LockedCase,
  sender: Pick<Sender, 'contactId'>,
): Promise<{ promisedBy: Date | null; isPaused: boolean }> {
  const owed = await intakePromises.listOwed(tx, caseId);
  const isPaused = owed.some((one) => one.paused);
  if (isPaused) return { promisedBy: null, isPaused };
  const kinds = owed.map((one) => one.kind);
  const facts = await loadFacts(tx, input, sender, locked);
  const planned = intakePromises.planAnswer(input.policies, facts, kinds, input.now);
  if (planned.length === 0) return { promisedBy: null, isPaused };
  const system = systemActor(tx.accountId, 'intake');
  const place = { caseId, channelId: input.channel.id, teamId: locked.team_id, at: input.now };
  const made = intakePromises.makePromises(tx, system, planned, { ...place, told: false });
  await emitEvent(tx, system, ...made);
  return { promisedBy: intakePromises.findFirstDue(planned), isPaused };
}

/** Lets clocks that stood while we waited run again. */
export async function settleReopened(tx: Tx, input: TakeUp, caseId: string): Promise<void> {
  await settleCase(tx, caseId, input.now);
}

async function loadFacts(
  tx: Tx,
  input: TakeUp,
  { contactId }: Pick<Sender, 'contactId'>,
  matched: Pick<LockedCase, 'team_id' | 'priority' | 'tags'>,
): Promise<PlanFacts> {
  const { channel } = input;
  return {
    channelId: channel.id,
    teamId: matched.team_id,
    priority: matched.priority,
    tags: matched.tags,
    contactGroups: intakePromises.asksForGroups(input.policies)
      ? await listGroupNames(tx, contactId)
      : [],
    answerWithinHours: channel.settings.answer_within_hours,
    language: input.mail.language ?? channel.locale,
    timeZone: input.account.timeZone,
  };
}
