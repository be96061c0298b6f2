import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { addJob, type JobHandler } from '../../platform/jobs/job-runner.ts';
import { touchCase } from './case-store.ts';
import { settleCase } from './promises/settle-case.ts';

const WAKE = 'case.wake';

/** Jobs of this slice by name, for the job runner. */
export function caseJobs(deps: { db: Database; clock: Clock }): Record<string, JobHandler> {
  return {
    [WAKE]: async ({ accountId, payload }) => {
      const caseId = String(payload['case_id']);
      await deps.db.withAccount(accountId, (tx) => wakeCase(tx, caseId, deps.clock.now()));
    },
  };
}

/** Makes a waiting case our turn again at that time; called wherever `waiting_until` is set. */
export async function scheduleWaking(tx: Tx, caseId: string, until: Date): Promise<void> {
  await addJob(tx, {
    name: WAKE,
    // A job for each time: one that is running at this moment cannot swallow a later one.
    key: `${caseId}:${until.toISOString()}`,
    payload: { case_id: caseId },
    runAt: until,
  });
}

/**
 * Re-opens the case if it still waits and its time has come; a time that was moved has its own job.
 */
export async function wakeCase(tx: Tx, caseId: string, now: Date): Promise<boolean> {
  const waiting = await tx.db
    .selectFrom('cases')
    .select(['status', 'waiting_until', 'waiting_reason'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (waiting?.status !== 'waiting' || !waiting.waiting_until) return false;
  if (waiting.waiting_until > now) return false;
  await touchCase(tx, caseId, { status: 'open', waiting_until: null, waiting_reason: null });
  await emitEvent(tx, systemActor(tx.accountId, 'clock'), {
    name: 'case.reopened',
    subjectId: caseId,
    facts: { from: 'waiting', because: 'waiting_over', reason: waiting.waiting_reason },
  });
  await settleCase(tx, caseId, now);
  return true;
}
