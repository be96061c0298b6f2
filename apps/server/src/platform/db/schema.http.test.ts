import { cloneDatabase } from '@earshot/testkit/postgres/clone-database.ts';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Of the installation, not of an account: only the system role touches them. */
const ofInstallation = ['installation', 'sign_in_failures', 'schema_migrations'];

const clone = await cloneDatabase();
const client = new pg.Client(clone.ownerUrl);
beforeAll(() => client.connect());
afterAll(async () => {
  await client.end();
  await clone.drop();
});

/** One column of the answer, as a sorted list. */
async function list(sql: string): Promise<string[]> {
  const { rows } = await client.query<{ found: string }>(sql);
  return rows.map((row) => row.found).toSorted();
}

const accountTables = `
  select c.oid, c.relname from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and c.relname <> all('{${[...ofInstallation, 'accounts'].join(',')}}')`;

describe('every table', () => {
  test('says what it is for and which slice owns it', async () => {
    const silent = await list(`
      select relname as found from pg_class c
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and relname <> 'schema_migrations'
        and coalesce(obj_description(c.oid), '') !~ '^[a-z-]+: .{10,}'`);
    expect(silent).toEqual([]);
  });

  test('of an account has the account first in its key', async () => {
    const wrong = await list(`
      select t.relname as found from (${accountTables}) t
      left join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
      where a.attname is distinct from 'account_id'`);
    expect(wrong).toEqual([]);
  });

  test('of an account lets the serving role see one account only', async () => {
    const open = await list(`
      select t.relname as found from (${accountTables}) t join pg_class c on c.oid = t.oid
      where not c.relrowsecurity or not exists (
        select from pg_policies p where p.tablename = t.relname and 'earshot_app' = any(p.roles)
          and p.qual = '(account_id = current_account_id())')
      or exists (
        select from pg_policies p where p.tablename = t.relname and p.roles && '{public,earshot_app}'
          and p.qual <> '(account_id = current_account_id())')`);
    expect(open).toEqual([]);
    expect(
      await list(`select relname as found from pg_class
      where relname = 'accounts' and not relrowsecurity`),
    ).toEqual([]);
  });

  test('of the installation is out of reach for the role that serves accounts', async () => {
    const reachable = await list(`
      select distinct table_name as found from information_schema.table_privileges
      where grantee in ('earshot_app', 'PUBLIC') and table_schema = 'public'
        and table_name = any('{${ofInstallation.join(',')}}')`);
    expect(reachable).toEqual([]);
  });

  test('refers to others within the account', async () => {
    const loose = await list(`
      select t.relname || '.' || k.conname as found from (${accountTables}) t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
      where a.attname <> 'account_id'`);
    expect(loose).toEqual([]);
  });

  test('deletes nothing behind our back', async () => {
    const cascading = await list(`
      select conrelid::regclass || '.' || conname as found from pg_constraint
      where contype = 'f' and (confdeltype <> 'a' or confupdtype <> 'a')`);
    expect(cascading).toEqual([]);
    const triggers = await list('select tgname as found from pg_trigger where not tgisinternal');
    expect(triggers).toEqual([]);
  });

  test('writes instants with their zone, texts without a length, and numbers nothing by itself', async () => {
    const wrong = await list(`
      select table_name || '.' || column_name || ' ' || data_type as found
      from information_schema.columns where table_schema = 'public'
        and (data_type in ('timestamp without time zone', 'character varying', 'character', 'json')
          or column_default like 'nextval%' or is_identity = 'YES'
          or (column_name like '%\\_at' and data_type <> 'timestamp with time zone'))`);
    expect(wrong).toEqual([]);
  });
});

describe('the types of the tables', () => {
  interface Column {
    table_name: string;
    column_name: string;
    is_nullable: string;
  }

  test('are those of the database', async () => {
    const { rows } = await client.query<Column>(`
      select table_name, column_name, is_nullable from information_schema.columns
      where table_schema = 'public' and table_name <> 'schema_migrations'`);
    const stored = rows.map(
      (row) => `${row.table_name}.${row.column_name}${row.is_nullable === 'YES' ? ' | null' : ''}`,
    );
    expect(listTypedColumns().toSorted()).toEqual(stored.toSorted());
  });
});

interface Member {
  key: { name?: string };
  typeAnnotation: {
    typeAnnotation: { type: string; members?: Member[]; start: number; end: number };
  };
}

/** `table.column`, with ` | null` where it may be, as `interface Tables` says in all its parts. */
function listTypedColumns(): string[] {
  const sourceDir = join(import.meta.dirname, '../..');
  return globSync('**/*tables.ts', { cwd: sourceDir }).flatMap((path) => {
    const text = readFileSync(join(sourceDir, path), 'utf8');
    const found: string[] = [];
    new Visitor({
      TSInterfaceDeclaration: (node) => {
        if (node.id.name !== 'Tables') return;
        for (const table of node.body.body as unknown as Member[]) {
          for (const column of table.typeAnnotation.typeAnnotation.members ?? []) {
            const { start, end } = column.typeAnnotation.typeAnnotation;
            const isNullable = /\|\s*null(?:>?$|\s*\|)/.test(text.slice(start, end));
            found.push(`${table.key.name}.${column.key.name}${isNullable ? ' | null' : ''}`);
          }
        }
      },
    }).visit(parseSync(path, text).program);
    return found;
  });
}
