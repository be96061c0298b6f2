import type { createRecovery } from '@earshot/contract/recovery-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { type Actor, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { addJob } from '../../platform/jobs/job-runner.ts';
import { getCase, getCaseForUpdate } from '../cases/public.ts';
import { recordAudit } from '../keys/public.ts';
import { createTask } from '../tasks/public.ts';
import { findPlaybook } from './playbook-rules.ts';
import { surveyAfter_ms } from './recovery-limits.ts';
import {
  deletePlannedSurvey,
  insertRecovery,
  insertStep,
  insertSurvey,
  updateRecovery,
} from './recovery-store.ts';
import { findRecovery } from './recovery-views.ts';

/** Asks the contact whether it put things right; planned when the last step is done. */
export const ASK_SURVEY = 'recovery.ask';

/**
 * Starts a playbook: each step becomes a task with its due time, in the words of who starts it.
 * Refused with `recovery_running` where one runs on this case.
 */
export async function startRecovery(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createRecovery>,
  now: Date,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const playbook = findPlaybook(input.playbook);
  if (!playbook) {
    const message = 'There is no such playbook; listRecoveryPlaybooks names those there are.';
    throw new Invalid([{ path: 'body.playbook', message }]);
  }
  const recoveryId = await insertRecovery(tx, actor, { caseId, playbook: playbook.code, at: now });
  if (recoveryId === null) {
    throw new Refused(
      'recovery_running',
      `A playbook runs on case #${current.number} already. Finish its steps or stop it first.`,
    );
  }
  const self = actor.kind === 'member' ? actor.id : null;
  const assigneeId = input.assignee_id ?? current.assignee_id ?? self;
  for (const [ordinal, step] of playbook.steps.entries()) {
    const dueAt = new Date(now.getTime() + step.dueAfter_minutes * 60_000);
    const task = {
      title: step.title[actor.locale],
      description: step.description[actor.locale],
      assigneeId,
      dueAt,
      origin: { kind: 'recovery', id: recoveryId },
    };
    const taskId = await createTask(tx, actor, caseId, task, now);
    await insertStep(tx, { recoveryId, ordinal, code: step.code, dueAt, taskId });
  }
  const facts = { recovery_id: recoveryId, playbook: playbook.code };
  await emitEvent(tx, actor, { name: 'recovery.started', subjectId: caseId, facts });
}

/** Stops a playbook with the reason, or lets it go on; answers its case. */
export async function stopRecovery(
  tx: Tx,
  actor: Actor,
  recoveryId: string,
  stop: { reason: string; at: Date } | null,
  now: Date,
): Promise<string> {
  const found = await findRecovery(tx, recoveryId);
  if (!found) throw notFound('recovery');
  await getCaseForUpdate(tx, actor, found.case_id);
  if ((found.withdrawn_at !== null) === (stop !== null)) return found.case_id;
  await updateRecovery(tx, recoveryId, {
    withdrawn_at: stop?.at ?? null,
    withdrawn_reason: stop?.reason ?? '',
  });
  if (stop) await deletePlannedSurvey(tx, recoveryId);
  else await followSteps(tx, recoveryId, now);
  await emitEvent(tx, actor, {
    name: stop ? 'recovery.withdrawn' : 'recovery.resumed',
    subjectId: found.case_id,
    facts: { recovery_id: recoveryId, reason: stop?.reason ?? null },
  });
  await recordAudit(tx, actor, {
    action: stop ? 'recovery.withdrawn' : 'recovery.resumed',
    subjectKind: 'case',
    subjectId: found.case_id,
    detail: { recovery_id: recoveryId, reason: stop?.reason ?? null },
  });
  return found.case_id;
}

/**
 * Finishes a recovery whose steps are all done or removed, and plans the one question for two weeks
 * later; takes that back where a step was re-opened.
 */
export async function followSteps(tx: Tx, recoveryId: string, now: Date): Promise<void> {
  const found = await findRecovery(tx, recoveryId);
  if (!found || found.withdrawn_at !== null) return;
  const over = found.open === 0 && found.done > 0;
  if (over === (found.finished_at !== null)) return;
  await updateRecovery(tx, recoveryId, { finished_at: over ? now : null });
  if (!over) return deletePlannedSurvey(tx, recoveryId);
  const dueAt = new Date(now.getTime() + surveyAfter_ms);
  const surveyId = await insertSurvey(tx, { caseId: found.case_id, recoveryId, dueAt });
  if (surveyId) {
    await addJob(tx, {
      name: ASK_SURVEY,
      key: surveyId,
      payload: { survey_id: surveyId },
      runAt: dueAt,
    });
  }
  const facts = { recovery_id: recoveryId };
  await emitEvent(tx, systemActor(tx.accountId, 'recoveries'), {
    name: 'recovery.finished',
    subjectId: found.case_id,
    facts,
  });
}

/** The case of a recovery if the actor may see it; 404 otherwise. */
export async function getRecoveryCase(tx: Tx, actor: Actor, recoveryId: string): Promise<string> {
  const found = await findRecovery(tx, recoveryId);
  if (!found) throw notFound('recovery');
  return (await getCase(tx, actor, found.case_id)).id;
}
