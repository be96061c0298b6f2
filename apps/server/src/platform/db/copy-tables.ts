import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connectOwner } from './connect-owner.ts';

/** A table as the catalogue describes it; generated columns are left out. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A foreign key with the statement that makes it. */
export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** A migration as the database remembers it. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** A connection of the role that owns the tables, outside of row-level security. */
export type OwnerClient = pg.Client;

/** Connects as the owner; ends no statement and no idle transaction by itself. */
export async function openOwnerClient(url: string): Promise<OwnerClient> {
  return connectOwner({
    connectionString: url,
    application_name: 'earshot operate',
    options: '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off',
    connectionTimeoutMillis: 15_000,
  });
}

/** Every table of ours in order of the name, without the list of migrations. */
export async function listTables(client: OwnerClient): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and c.relname <> 'schema_migrations' and a.attgenerated = ''
    group by c.relname order by c.relname`);
  return rows;
}

/** Every foreign key between our tables. */
export async function listForeignKeys(client: OwnerClient): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select c.conrelid::regclass::text as table, c.conname as name,
      pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0
    order by 1, 2`);
  return rows;
}

/** The migrations the database has, in order; empty for a database without any. */
export async function listAppliedMigrations(client: OwnerClient): Promise<AppliedMigration[]> {
  const { rows: found } = await client.query<{ found: boolean }>(
    "select to_regclass('public.schema_migrations') is not null as found",
  );
  if (!found[0]!.found) return [];
  const { rows } = await client.query<AppliedMigration>(
    'select name, checksum from schema_migrations order by name',
  );
  return rows;
}

/** The rows of a table in COPY’s text format; read it to its end. */
export function copyOut(client: OwnerClient, table: TableShape): Readable {
  return client.query(
    copyTo(`copy (select ${columnsOf(table)} from ${quote(table.name)}) to stdout`),
  );
}

/** Takes rows in COPY’s text format; they are in the table when it has finished. */
export function copyIn(client: OwnerClient, table: TableShape): Writable {
  return client.query(copyFrom(`copy ${quote(table.name)} (${columnsOf(table)}) from stdin`));
}

/** Exact number of rows of a table. */
export async function countRows(client: OwnerClient, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${quote(table)}`);
  return Number(rows[0]!.count);
}

/** A name as SQL takes it, whatever is in it. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

function columnsOf(table: TableShape): string {
  return table.columns.map(quote).join(', ');
}
