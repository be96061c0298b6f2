import { setTimeout as pause } from 'node:timers/promises';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { type Ending, makeUnsteady } from '@earshot/testkit/postgres/unsteady-database.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { createSecretBox } from '../../../platform/crypto/secret-box.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { startIntake } from './take-up-receipts.ts';

let world: IntakeWorld;
let owner: pg.Client;

beforeAll(async () => {
  world = await startIntakeWorld();
  owner = new pg.Client(world.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

/** What a restart of PostgreSQL does to its clients. */
async function cutConnections(): Promise<void> {
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

test('[L11] connections cut again and again while mail is understood: nothing is given up', async () => {
  const stored = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      world.store({ from: `lena${index}@vogt.example`, subject: `Cut ${index}` }),
    ),
  );
  for (let cuts = 0; cuts < 8; cuts++) {
    void world.work.intake.drain();
    await pause(15);
    await cutConnections();
  }
  await expect
    .poll(
      async () => {
        await world.work.intake.drain();
        const { rows } = await owner.query(
          'select state, failures, error, count(*)::int from receipts group by 1, 2, 3',
        );
        return rows;
      },
      { timeout: 10_000 },
    )
    .toEqual([{ state: 'understood', failures: 0, error: null, count: stored.length }]);
  const { rows } = await owner.query('select count(*)::int as cases from cases');
  expect(rows).toEqual([{ cases: stored.length }]);
});

test('[L11] connections cut while an answer is handed over: it is recorded, and not sent again', async () => {
  world.sink.behaviour.mail = ({ to }) => {
    if (to.includes('emre@aydin.example')) void cutConnections();
    return null;
  };
  const { opened } = await world.receive({ from: 'emre@aydin.example', subject: 'Cut at the end' });
  await expect
    .poll(
      async () => {
        await world.work.delivery.drain();
        const { rows } = await owner.query(
          `select d.state, d.attempts, m.delivery_state from deliveries d
           join messages m on m.account_id = d.account_id and m.id = d.message_id
           where m.case_id = $1`,
          [opened?.id],
        );
        return rows;
      },
      { timeout: 10_000 },
    )
    .toEqual([{ state: 'sent', attempts: 1, delivery_state: 'sent' }]);
  const sent = world.sink.mails.filter(({ to }) => to.includes('emre@aydin.example'));
  expect(sent).toHaveLength(1);
});

test('[L11] a mail that was claimed although nobody heard of it does not wait for its lease', async () => {
  await world.work.intake.stop();
  let ending: Ending = 'kept';
  const db = makeUnsteady(world.db, () => {
    const present = ending;
    ending = 'kept';
    return present;
  });
  const intake = startIntake({
    db,
    storage: world.storage,
    secretBox: createSecretBox(world.masterKey),
    adapters: world.app.adapters,
    clock: systemClock,
    log: silentLog,
  });
  await intake.drain();
  const { receiptId } = await world.store({ from: 'rosa@blog.example', subject: 'Unheard' });
  ending = 'unheard';
  await intake.drain();
  expect((await world.findOutcome(receiptId)).receipt.locked_until).not.toBeNull();
  await intake.drain();
  expect((await world.findOutcome(receiptId)).receipt.state).toBe('understood');
  await intake.stop();
});
