import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { type Ending, makeUnsteady } from '@earshot/testkit/postgres/unsteady-database.ts';
import { afterAll, expect, test } from 'vitest';
import { silentLog } from '../../platform/log/log.ts';
import { listConnectedIds } from './availability-store.ts';
import { trackDesks } from './track-desks.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const { accountId, memberId } = await app.signUp();
const listConnected = () =>
  app.db.withAccount(accountId, async (tx) => [...(await listConnectedIds(tx))]);

test('a desk that closed while the database was away rings no more when it is back', async () => {
  let ending: Ending = 'kept';
  const db = makeUnsteady(app.db, () => ending);
  const desks = trackDesks({ db, clock: app.clock, log: silentLog });
  let close = () => {};
  desks.follow({ accountId, memberId }, (closed) => (close = closed));
  await desks.settle();
  expect(await listConnected()).toEqual([memberId]);
  ending = 'cut';
  close();
  await desks.settle();
  expect(await listConnected()).toEqual([memberId]);
  ending = 'kept';
  desks.start();
  await expect.poll(listConnected, { timeout: 25_000 }).toEqual([]);
  await desks.stop();
}, 40_000);
