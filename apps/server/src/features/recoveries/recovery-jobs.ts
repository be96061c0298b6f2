import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { EventConsumer } from '../../platform/events/event-consumers.ts';
import type { JobHandler } from '../../platform/jobs/job-runner.ts';
import { askSurvey, type SurveyMaking } from './ask-survey.ts';
import { listRecoveriesOf } from './recovery-views.ts';
import { ASK_SURVEY, followSteps } from './start-recovery.ts';

/** Jobs of this slice by name, for the job runner. */
export function recoveryJobs(
  deps: { db: Database; clock: Clock; wakeDelivery: () => void } & SurveyMaking,
): Record<string, JobHandler> {
  return {
    [ASK_SURVEY]: async ({ accountId, payload }) => {
      const surveyId = String(payload['survey_id']);
      const asked = await deps.db.withAccount(accountId, (tx) =>
        askSurvey(tx, surveyId, deps, deps.clock.now()),
      );
      if (asked) deps.wakeDelivery();
    },
  };
}

/** Follows the tasks of steps: the last one done finishes the recovery. */
export function recoveryConsumer({ clock }: { clock: Clock }): EventConsumer {
  return {
    name: 'recoveries',
    wants: new Set(['task.done', 'task.reopened', 'task.deleted', 'task.restored']),
    skipsPast: true,
    async onEvents(tx, events) {
      const taskIds = events.map(({ facts }) => String(facts['task_id']));
      for (const recoveryId of await listRecoveriesOf(tx, taskIds)) {
        await followSteps(tx, recoveryId, clock.now());
      }
    },
  };
}
