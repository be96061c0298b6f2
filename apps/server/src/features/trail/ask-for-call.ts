import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { createTask } from '../tasks/public.ts';
import { findCallFacts } from './escalation-views.ts';
import { trailText } from './trail-texts.ts';

/** The call is asked for soon: the owner was named because nobody else did anything in time. */
const CALL_WITHIN_MS = 4 * 3_600_000;

/**
 * Gives the owner of an escalated case the task to call, or to write where no number is known, in
 * the owner’s language. Answers the task’s id; null where the case can take no more tasks.
 */
export async function askForCall(
  tx: Tx,
  call: { caseId: string; ownerId: string; score: number },
  now: Date,
): Promise<string | null> {
  const { caseId, ownerId, score } = call;
  const { contact, hasPhone, locale } = await findCallFacts(tx, caseId, ownerId);
  const name = contact || trailText(locale, 'theContact');
  const task = {
    title: trailText(locale, hasPhone ? 'callTitle' : 'writeTitle', { contact: name }),
    description: trailText(locale, hasPhone ? 'callDescription' : 'writeDescription', {
      score: String(score),
    }),
    assigneeId: ownerId,
    dueAt: new Date(now.getTime() + CALL_WITHIN_MS),
    origin: { kind: 'escalation', id: caseId },
  };
  try {
    return await createTask(tx, systemActor(tx.accountId, 'trail'), caseId, task, now);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
