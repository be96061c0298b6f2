import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/log.ts';
import { startWatch, type Watch } from '../start-watch.ts';

export interface NewJob {
  name: string;
  /**
   * At most one waiting job per (name, key); a second one only moves its time if it is earlier. One
   * that runs already waits no more: it may have passed what is asked for now.
   */
  key?: string;
  payload?: Record<string, unknown>;
  runAt?: Date;
}

/** Adds work for later in the same transaction as the change that asks for it. */
export async function addJob(tx: Tx, job: NewJob): Promise<void> {
  await addJobs(tx, [job]);
}

/**
 * Adds several, no two with the same name and key. The row of a job that runs becomes that of the
 * new one, so that its end, which deletes by id, takes nothing away.
 */
export async function addJobs(tx: Tx, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const ifRuns = (then: string, otherwise: string) =>
    sql.raw(`case when jobs.locked_until > now() then ${then} else ${otherwise} end`);
  const insert = sql`
    insert into jobs (account_id, id, name, key, payload, run_at)
    select ${tx.accountId}::uuid, r.*
    from unnest(${jobs.map(() => newId())}::uuid[], ${jobs.map((job) => job.name)}::text[],
      ${jobs.map((job) => job.key ?? null)}::text[],
      ${jobs.map((job) => JSON.stringify(job.payload ?? {}))}::jsonb[],
      ${jobs.map((job) => job.runAt ?? new Date())}::timestamptz[]) r
    on conflict (account_id, name, key) where key is not null and dead_at is null
    do update set
      id = ${ifRuns('excluded.id', 'jobs.id')},
      payload = ${ifRuns('excluded.payload', 'jobs.payload')},
      run_at = ${ifRuns('excluded.run_at', 'least(jobs.run_at, excluded.run_at)')},
      attempts = ${ifRuns('0', 'jobs.attempts')},
      locked_until = ${ifRuns('null', 'jobs.locked_until')}`;
  tx.write({ compile: () => insert.compile(tx.db) });
}

/** Runs one kind of job. Work on the network belongs outside a transaction, hence no `tx` here. */
export type JobHandler = (job: {
  accountId: string;
  id: string;
  payload: Record<string, unknown>;
  attempts: number;
}) => Promise<void>;

/** `drain` runs what is due now and resolves when nothing due is left. */
export type JobRunner = Watch;

const POLL_MS = 1_000;
/** A worker that has not finished by then is taken for dead. */
const LEASE_SECONDS = 300;
const CLAIM_MAX = 10;
const ATTEMPTS_MAX = 12;

interface ClaimedJob {
  account_id: string;
  id: string;
  name: string;
  payload: Record<string, unknown>;
  attempts: number;
}

/** Claims due jobs by lease, runs them and deletes them; failures back off 2^n s with jitter. */
export function startJobRunner(
  db: Database,
  handlers: Readonly<Record<string, JobHandler>>,
  log: Log,
): JobRunner {
  async function runOne(job: ClaimedJob): Promise<void> {
    try {
      const handler = handlers[job.name];
      if (!handler) throw new Error(`No handler for job ${job.name}`);
      const { account_id: accountId, id, payload, attempts } = job;
      await handler({ accountId, id, payload, attempts });
      await db.withSystem((tx) => tx.db.deleteFrom('jobs').where('id', '=', id).execute());
    } catch (error) {
      log.warn({ err: error, job: job.name, attempts: job.attempts }, 'A job failed.');
      await db.withSystem((tx) => postpone(tx, job, error));
    }
  }

  return startWatch({
    every_ms: POLL_MS,
    async look(isStopped) {
      while (!isStopped()) {
        const claimed = await db.withSystem((tx) => claim(tx, Object.keys(handlers)));
        if (claimed.length === 0) return;
        await Promise.all(claimed.map(runOne));
      }
    },
    onError: (error) => log.error({ err: error }, 'The job runner failed; it tries again.'),
  });
}

async function claim(tx: Tx, names: string[]): Promise<ClaimedJob[]> {
  const claimed = sql<ClaimedJob>`
    update jobs set attempts = attempts + 1,
      locked_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where (account_id, id) in (
      select account_id, id from jobs
      where dead_at is null and run_at <= now() and name = any(${names})
        and (locked_until is null or locked_until < now())
      order by run_at limit ${CLAIM_MAX} for update skip locked)
    returning account_id, id, name, payload, attempts`;
  return tx.end({ compile: () => claimed.compile(tx.db) });
}

async function postpone(tx: Tx, job: ClaimedJob, error: unknown): Promise<void> {
  const seconds = Math.min(2 ** job.attempts, 3_600) * (0.75 + Math.random() / 2);
  const dead = job.attempts >= ATTEMPTS_MAX;
  await sql`
    update jobs set locked_until = null, last_error = ${String(error).slice(0, 2_000)},
      run_at = now() + make_interval(secs => ${seconds}),
      dead_at = case when ${dead} then now() end
    where account_id = ${job.account_id} and id = ${job.id}`.execute(tx.db);
}
