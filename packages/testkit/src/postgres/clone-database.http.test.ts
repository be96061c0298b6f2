import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from './clone-database.ts';

const clones = await Promise.all([cloneDatabase(), cloneDatabase()]);
afterAll(async () => {
  await Promise.all(clones.map((clone) => clone.drop()));
});

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a cloned database', () => {
  test('has every migration applied', async () => {
    const rows = await ask(clones[0].ownerUrl, 'select name from schema_migrations');
    expect(rows.length).toBeGreaterThan(0);
  });

  test('is seen by nobody else', async () => {
    await ask(clones[0].ownerUrl, 'create table only_here ()');
    const found = await ask(clones[1].ownerUrl, "select to_regclass('only_here') as found");
    expect(found).toEqual([{ found: null }]);
  });

  test('serves under a role that cannot step over row-level security', async () => {
    const rows = await ask(
      clones[0].appUrl,
      'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([{ rolname: 'earshot_app', rolsuper: false, rolbypassrls: false }]);
  });

  test('is gone after drop, even while someone is connected', async () => {
    const clone = await cloneDatabase();
    const client = new pg.Client(clone.ownerUrl);
    client.on('error', () => undefined);
    await client.connect();
    await clone.drop();
    await expect(ask(clone.ownerUrl, 'select 1')).rejects.toThrow('does not exist');
    await client.end();
  });

  test('is made quickly enough for one per test file', async () => {
    const startedAt_ms = performance.now();
    const clone = await cloneDatabase();
    const took_ms = performance.now() - startedAt_ms;
    await clone.drop();
    expect(took_ms).toBeLessThan(2_000);
  });
});
