import { randomUUID } from 'node:crypto';
import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What the system role may do beyond one account: work lists, sign-in and the way mail finds in. */
const systemRights: Record<string, string> = {
  account_counters: 'insert select update',
  accounts: 'insert select',
  api_keys: 'select',
  attachments: 'delete select',
  case_promises: 'select',
  cases: 'select',
  channel_accounts: 'select',
  channel_addresses: 'select',
  channel_states: 'select',
  consumer_positions: 'delete insert select update',
  conversation_offers: 'select',
  conversation_waits: 'select',
  deliveries: 'select update',
  desk_connections: 'delete select update',
  event_outbox: 'delete insert select update',
  event_positions: 'delete insert select update',
  events: 'delete insert select update',
  installation: 'delete insert select update',
  invitations: 'select',
  jobs: 'delete insert select update',
  member_availabilities: 'select',
  members: 'select',
  page_links: 'select',
  password_resets: 'delete select update',
  promise_settings: 'select',
  receipts: 'select update',
  sessions: 'delete select update',
  sign_in_failures: 'delete insert select',
  team_members: 'select',
  teams: 'select',
  web_codes: 'select',
  web_presences: 'select',
  web_push_subscriptions: 'select',
  web_sessions: 'select',
};

const mine = randomUUID();
const theirs = randomUUID();
const clone = await cloneDatabase();
const owner = new pg.Client(clone.ownerUrl);
const serving = new pg.Client({ connectionString: clone.ownerUrl, options: '-c role=earshot_app' });

interface Column {
  name: string;
  type: string;
  isGenerated: boolean;
}

interface Table {
  name: string;
  /** The column that says whose row it is; null: of the installation. */
  account: string | null;
  columns: Column[];
}

const tables = await listTables();
const ofAccounts = tables.filter(({ account }) => account !== null);

beforeAll(async () => {
  await owner.connect();
  await serving.connect();
  await dropConstraints();
  for (const table of ofAccounts) {
    for (const account of [mine, theirs]) await owner.query(...makeInsert(table, account));
  }
});
afterAll(async () => {
  await owner.end();
  await serving.end();
  await clone.drop();
});

async function listTables(): Promise<Table[]> {
  const client = new pg.Client(clone.ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ name: string; columns: Column[] }>(`
    select c.relname as name, json_agg(json_build_object('name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod), 'isGenerated', a.attgenerated <> '')
      order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    group by 1 order by 1`);
  await client.end();
  return rows.map(({ name, columns }) => {
    const key = columns.some((column) => column.name === 'account_id') ? 'account_id' : null;
    return { name, columns, account: name === 'accounts' ? 'id' : key };
  });
}

/** Whether rows make sense is not the question here, only who sees them. */
async function dropConstraints(): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
    from pg_constraint where contype in ('c', 'f') and connamespace = 'public'::regnamespace`);
  for (const { statement } of rows) await owner.query(statement);
}

function makeInsert(table: Table, account: string): [string, unknown[]] {
  const columns = table.columns.filter(({ isGenerated }) => !isGenerated);
  const values = columns.map(({ name, type }) =>
    name === table.account ? account : makeValue(type),
  );
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const places = columns.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
  return [`insert into ${table.name} (${names}) values (${places})`, values];
}

function makeValue(type: string): unknown {
  if (type.endsWith('[]')) return '{}';
  if (type === 'uuid') return randomUUID();
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (type === 'bytea') return Buffer.from(randomUUID());
  if (type.startsWith('timestamp')) return new Date();
  if (/int|numeric|double/.test(type)) return 1;
  if (type === 'tsvector') return '';
  return randomUUID();
}

interface Outcome {
  /** Rows seen or changed; null where it was refused. */
  rows: number | null;
  code: string | null;
}

/** One statement as the serving role with this account set, rolled back. */
async function ask(sql: string, values: unknown[] = [], account: string | null = mine) {
  await serving.query('begin');
  try {
    if (account !== null) await serving.query(`set local app.account_id = '${account}'`);
    const { rowCount } = await serving.query(sql, values);
    return { rows: rowCount, code: null } satisfies Outcome;
  } catch (error) {
    return { rows: null, code: (error as { code?: string }).code ?? '' } satisfies Outcome;
  } finally {
    await serving.query('rollback');
  }
}

const refused = { rows: null, code: '42501' };
const byName = (list: readonly Table[]) => list.map((table) => [table.name, table] as const);

describe('the serving role, with one account set', () => {
  test.each(byName(ofAccounts))('sees of %s its own rows only', async (name, { account }) => {
    expect(await ask(`select from ${name}`)).toEqual({ rows: 1, code: null });
    const foreign = await ask(`select from ${name} where ${account} = $1`, [theirs]);
    expect(foreign).toEqual({ rows: 0, code: null });
  });

  test.each(byName(ofAccounts))('changes nothing of others in %s', async (name, table) => {
    const nothing = [{ rows: 0, code: null }, refused];
    const { account } = table;
    const set = `update ${name} set ${account} = ${account}`;
    expect(nothing).toContainEqual(await ask(`${set} where ${account} = $1`, [theirs]));
    expect(nothing).toContainEqual(
      await ask(`delete from ${name} where ${account} = $1`, [theirs]),
    );
    expect(await ask(...makeInsert(table, theirs))).toEqual(refused);
    // Nor is a row given away, or taken.
    expect(await ask(`update ${name} set ${account} = $1`, [theirs])).toEqual(refused);
  });

  test('is not in the way of the owner of the row', async () => {
    const closed: string[] = [];
    for (const table of ofAccounts) {
      const { code } = await ask(...makeInsert(table, mine));
      // 23505: the row is there already, which is fine too.
      if (code !== null && code !== '23505') closed.push(table.name);
    }
    // Written by the system role, or by the claim of the installation.
    expect(closed).toEqual(['event_positions', 'events']);
  });

  const ofInstallation = tables.filter(({ account }) => account === null);
  test.each(byName(ofInstallation))('does not reach %s at all', async (name) => {
    expect(await ask(`select from ${name}`)).toEqual(refused);
    expect(await ask(`delete from ${name}`)).toEqual(refused);
  });
});

describe('the serving role, without an account', () => {
  test.each(byName(ofAccounts))('sees nothing of %s, but an error', async (name, { account }) => {
    // 42704: the setting was never made; 22P02: it is empty after another transaction.
    const closed = /^(42704|22P02|42501)$/;
    for (const statement of [
      `select from ${name}`,
      `update ${name} set ${account} = ${account}`,
      `delete from ${name}`,
    ]) {
      expect(await ask(statement, [], null)).toEqual({
        rows: null,
        code: expect.stringMatching(closed),
      });
    }
  });

  test('finds nothing through the searches either', async () => {
    const { rows } = await owner.query<{ call: string }>(`
      select format('select * from %s(%s)', oid::regprocedure::oid::regproc,
        (select string_agg(format('null::%s', format_type(t, null)), ', ')
         from unnest(proargtypes) t)) as call
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        and proname <> 'claim_installation'`);
    expect(rows.length).toBeGreaterThan(4);
    for (const { call } of rows) {
      const { rows: found } = await ask(call, [], null);
      expect([call, found === null || found === 0]).toEqual([call, true]);
    }
  });
});

describe('the roles', () => {
  test('that serve can neither bypass row-level security, nor own or make anything', async () => {
    const { rows } = await owner.query(`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication
      from pg_roles where rolname in ('earshot_app', 'earshot_system') order by 1`);
    const powerless = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      rolreplication: false,
    };
    expect(rows).toEqual([
      { rolname: 'earshot_app', ...powerless },
      { rolname: 'earshot_system', ...powerless },
    ]);
    const owned = await owner.query(
      `select from pg_class where pg_get_userbyid(relowner) in ('earshot_app', 'earshot_system')`,
    );
    expect(owned.rowCount).toBe(0);
    expect(await ask('create table stolen (x int)')).toEqual(refused);
    expect((await ask('set local row_security = off; select from cases')).rows).toBe(null);
    expect(await ask('alter table cases disable row level security')).toEqual(refused);
  });

  test('of the system has the rights that are listed here, and no other', async () => {
    const { rows } = await owner.query<{ name: string; rights: string }>(`
      select table_name as name, string_agg(lower(privilege_type), ' ' order by privilege_type) as rights
      from information_schema.role_table_grants
      where grantee = 'earshot_system' and table_schema = 'public' group by 1 order by 1`);
    expect(Object.fromEntries(rows.map(({ name, rights }) => [name, rights]))).toEqual(
      systemRights,
    );
    const wide = await owner.query(
      `
      select from pg_policies where 'earshot_system' = any(roles)
        and tablename <> all($1::text[])`,
      [Object.keys(systemRights)],
    );
    expect(wide.rowCount).toBe(0);
  });

  test('find no way round the tables: every table has its policies, and there is no view', async () => {
    const { rows } = await owner.query(`
      select relname, relkind from pg_class
      where relnamespace = 'public'::regnamespace and (relkind in ('v', 'm', 'f')
        or (relkind in ('r', 'p') and not relrowsecurity and relname <> 'schema_migrations'
          and (has_table_privilege('earshot_app', oid, 'select')
            or has_any_column_privilege('earshot_app', oid, 'select'))))`);
    expect(rows).toEqual([]);
    const keyless = await owner.query(
      `
      select c.relname from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relname = any($1) and a.attname <> 'account_id' and c.relname <> 'accounts'`,
      [ofAccounts.map(({ name }) => name)],
    );
    expect(keyless.rows).toEqual([]);
  });

  test('of everybody have no right to anything', async () => {
    const { rows } = await owner.query(`
      select table_name from information_schema.role_table_grants
      where grantee = 'PUBLIC' and table_schema = 'public'`);
    expect(rows).toEqual([]);
  });

  test('reach foreign rows through no function that runs as its owner', async () => {
    const { rows } = await owner.query<{ name: string }>(`
      select proname as name from pg_proc p
      where pronamespace = 'public'::regnamespace and prosecdef
        and pg_get_functiondef(p.oid) !~ 'account_id = current_account_id\\(\\)'`);
    expect(rows).toEqual([{ name: 'claim_installation' }]);
    const unsafe = await owner.query(`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        and not coalesce(proconfig, '{}') @> array['search_path=public']`);
    expect(unsafe.rows).toEqual([]);
  });
});
