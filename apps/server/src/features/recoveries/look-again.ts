import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import { createTask } from '../tasks/public.ts';
import { lookAgainWithin_ms } from './recovery-limits.ts';
import type { SurveyAnswer } from './recovery-tables.ts';
import { lookAgainText } from './look-again-texts.ts';
import type { AskedSurvey } from './survey-views.ts';

/**
 * Gives somebody the task to look again where the contact says that it is not right yet: who has
 * the case, else its team. Nothing where they said so before; a yes asks nobody.
 */
export async function lookAgain(
  tx: Tx,
  survey: AskedSurvey,
  answer: SurveyAnswer,
  now: Date,
): Promise<void> {
  const saidBefore = survey.answer === 'partly' || survey.answer === 'no';
  if (answer === 'yes' || saidBefore) return;
  const words = answer === 'no' ? 'againNo' : 'againPartly';
  const task = {
    title: lookAgainText(survey.accountLocale, 'againTitle'),
    description: lookAgainText(survey.accountLocale, words),
    assigneeId: survey.assigneeId,
    teamId: survey.assigneeId === null ? survey.teamId : null,
    dueAt: new Date(now.getTime() + lookAgainWithin_ms),
    origin: { kind: 'recovery_answer', id: survey.id },
  };
  try {
    await createTask(tx, systemActor(tx.accountId, 'recoveries'), survey.caseId, task, now);
  } catch (error) {
    // A case that is full of tasks is looked at anyway; the answer must not be lost for it.
    if (!(error instanceof Refused)) throw error;
  }
}
