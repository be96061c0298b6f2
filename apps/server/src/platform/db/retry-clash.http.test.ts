import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase, type Tx } from './database.ts';
import { retryClash } from './retry-clash.ts';

const clone = await cloneDatabase();
const db = openDatabase({ url: clone.ownerUrl });
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const lock = (tx: Tx, key: number) => sql`select pg_advisory_xact_lock(${key})`.execute(tx.db);

/** Fails again and again; answers how often it was tried. */
async function countTries(code: string): Promise<number> {
  let tries = 0;
  const failing = retryClash(async () => {
    tries += 1;
    throw Object.assign(new Error(`It failed: ${code}`), { code });
  });
  await expect(failing).rejects.toThrow('It failed');
  return tries;
}

describe('two members whose changes cross', () => {
  test('both succeed: the one that PostgreSQL ends is tried again', async () => {
    const accountId = randomUUID();
    let tries = 0;
    let meet: () => void = () => undefined;
    const bothHold = new Promise<void>((done) => (meet = done));
    let holding = 0;
    const cross = (first: number, second: number) =>
      db.withAccount(accountId, async (tx) => {
        tries += 1;
        await lock(tx, first);
        holding += 1;
        if (holding === 2) meet();
        await bothHold;
        await lock(tx, second);
        return first;
      });
    expect(await Promise.all([cross(1, 2), cross(2, 1)])).toEqual([1, 2]);
    expect(tries).toBe(3);
  });

  test('what was to happen after the commit happens once', async () => {
    let tries = 0;
    const told: string[] = [];
    await db.withAccount(randomUUID(), async (tx) => {
      tries += 1;
      tx.afterCommit(() => void told.push(`try ${tries}`));
      if (tries < 3) await sql`do $$ begin raise sqlstate '40001'; end $$`.execute(tx.db);
    });
    expect(told).toEqual(['try 3']);
  });

  test('is given up after four tries, and nothing else is tried again', async () => {
    expect(await countTries('40P01')).toBe(4);
    expect(await countTries('23505')).toBe(1);
  });
});
