import { systemActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import type { JobHandler } from '../../../platform/jobs/job-runner.ts';
import { BREAK_PROMISE, breakPromise } from './take-up-store.ts';

/** A promise that is not kept when it falls due is broken, and that is said, not hidden. */
export function promiseJobs(deps: { db: Database; clock: Clock }): Record<string, JobHandler> {
  return {
    [BREAK_PROMISE]: async ({ accountId, payload }) => {
      const promiseId = String(payload['promise_id']);
      await deps.db.withAccount(accountId, async (tx) => {
        const caseId = await breakPromise(tx, promiseId, deps.clock.now());
        if (!caseId) return;
        await emitEvent(tx, systemActor(accountId, 'clock'), {
          name: 'promise.broken',
          subjectId: caseId,
          facts: { promise_id: promiseId },
        });
      });
    },
  };
}
