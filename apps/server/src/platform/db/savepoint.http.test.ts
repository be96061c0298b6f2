import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';

const clone = await cloneDatabase();
const db = openDatabase({ url: clone.ownerUrl });
afterAll(async () => {
  await db.close();
  await clone.drop();
});

test('a queued write that failed and was rolled back to a savepoint does not fail the commit', async () => {
  const accountId = randomUUID();
  const fail = () => sql`select 1 / 0`;
  const answer = await db.withAccount(accountId, async (tx) => {
    await sql`savepoint step`.execute(tx.db);
    tx.write({ compile: () => fail().compile(tx.db) });
    await expect(sql`select 1`.execute(tx.db)).rejects.toThrow('division by zero');
    await sql`rollback to savepoint step`.execute(tx.db);
    const { rows } = await sql<{ two: number }>`select 2 as two`.execute(tx.db);
    return rows[0]!.two;
  });
  expect(answer).toBe(2);
});
