import { cloneDatabase, type ClonedDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../db/database.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/log.ts';
import { addJob, startJobRunner } from './job-runner.ts';

let clone: ClonedDatabase;
let db: Database;
const accountId = newId();

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ url: clone.ownerUrl });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

function listJobs() {
  return db.withAccount(accountId, (tx) => tx.db.selectFrom('jobs').selectAll().execute());
}

describe('work for later', () => {
  test('runs once when it is due, whoever of two workers gets it', async () => {
    const done: unknown[] = [];
    const work = { 'test.once': async (job: { payload: unknown }) => void done.push(job.payload) };
    await db.withAccount(accountId, async (tx) => {
      for (let index = 0; index < 20; index++)
        await addJob(tx, { name: 'test.once', payload: { index } });
      await addJob(tx, { name: 'test.once', runAt: new Date(Date.now() + 3_600_000) });
    });
    const workers = [startJobRunner(db, work, silentLog), startJobRunner(db, work, silentLog)];
    await Promise.all(workers.map((worker) => worker.drain()));
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(done).toHaveLength(20);
    expect(await listJobs()).toHaveLength(1);
  });

  test('with a key waits once, at the earlier time', async () => {
    const soon = new Date(Date.now() + 60_000);
    const later = new Date(Date.now() + 600_000);
    await db.withAccount(accountId, (tx) =>
      addJob(tx, { name: 'test.keyed', key: 'a', runAt: later }),
    );
    await db.withAccount(accountId, (tx) =>
      addJob(tx, { name: 'test.keyed', key: 'a', runAt: soon }),
    );
    const jobs = (await listJobs()).filter((job) => job.name === 'test.keyed');
    expect(jobs.map((job) => job.run_at)).toEqual([soon]);
  });

  test('that is asked for while it runs is there afterwards, also by itself', async () => {
    const later = new Date(Date.now() + 600_000);
    const ask = () =>
      db.withAccount(accountId, (tx) =>
        addJob(tx, { name: 'test.again', key: 'a', payload: { asked: 'again' }, runAt: later }),
      );
    await db.withAccount(accountId, (tx) => addJob(tx, { name: 'test.again', key: 'a' }));
    let runs = 0;
    const work = {
      async 'test.again'() {
        runs += 1;
        await ask();
      },
    };
    const worker = startJobRunner(db, work, silentLog);
    await worker.drain();
    await worker.stop();
    const left = (await listJobs()).filter((job) => job.name === 'test.again');
    expect(runs).toBe(1);
    expect(left).toMatchObject([
      { run_at: later, attempts: 0, locked_until: null, payload: { asked: 'again' } },
    ]);
  });

  test('that fails is put off with its reason', async () => {
    await db.withAccount(accountId, (tx) => addJob(tx, { name: 'test.failing' }));
    const work = { 'test.failing': () => Promise.reject(new Error('not today')) };
    const worker = startJobRunner(db, work, silentLog);
    await worker.drain();
    await worker.stop();
    const [job] = (await listJobs()).filter((one) => one.name === 'test.failing');
    expect(job).toMatchObject({ attempts: 1, last_error: 'Error: not today', dead_at: null });
    expect(job?.run_at.getTime()).toBeGreaterThan(Date.now());
  });

  test('is gone with the transaction that asked for it', async () => {
    const failing = db.withAccount(accountId, async (tx) => {
      await addJob(tx, { name: 'test.rolled_back' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await listJobs()).some((job) => job.name === 'test.rolled_back')).toBe(false);
  });
});
