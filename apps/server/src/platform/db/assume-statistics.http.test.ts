import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assumeStatistics } from './assume-statistics.ts';

const clone = await cloneDatabase();
const client = new pg.Client(clone.ownerUrl);
beforeAll(() => client.connect());
afterAll(async () => {
  await client.end();
  await clone.drop();
});

interface ForeignKey {
  name: string;
  table: string;
  columns: string[];
}

/** How PostgreSQL checks a foreign key on a connection that has made its plan already. */
async function planCheck(key: ForeignKey): Promise<string> {
  const condition = key.columns.map((column, index) => `${column} = $${index + 1}`).join(' and ');
  const values = key.columns.map(() => 'null').join(', ');
  await client.query(
    `prepare "check" as select 1 from only ${key.table} x where ${condition} for key share of x`,
  );
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain (costs off) execute "check" (${values})`,
  );
  await client.query('deallocate "check"');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** The last column is the one that tells rows of an account apart. */
function lookUp({ columns }: ForeignKey): RegExp {
  return new RegExp(`Index Cond: .*${columns.at(-1)} = \\$${columns.length}\\)`);
}

test('a new installation checks a foreign key by the key, not by reading the account', async () => {
  await assumeStatistics(client);
  await client.query('set plan_cache_mode = force_generic_plan; set enable_seqscan = off');
  const { rows: keys } = await client.query<ForeignKey>(`
    select k.conname as name, k.confrelid::regclass::text as table,
      (select array_agg(a.attname::text order by array_position(k.confkey, a.attnum))
        from pg_attribute a where a.attrelid = k.confrelid and a.attnum = any(k.confkey)) as columns
    from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
  expect(keys.length).toBeGreaterThan(40);
  const slow: string[] = [];
  for (const key of keys) {
    const plan = await planCheck(key);
    const isLookedUp = plan.includes('Index Scan using') && lookUp(key).test(plan);
    if (!isLookedUp) slow.push(`${key.name}: ${plan}`);
  }
  expect(slow).toEqual([]);
});
