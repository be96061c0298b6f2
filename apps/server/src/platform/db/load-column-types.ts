import type pg from 'pg';
import type { ColumnTypes } from './join-writes.ts';

/** The type of each column of our tables, as casts name them. */
export async function loadColumnTypes(client: pg.ClientBase): Promise<ColumnTypes> {
  const { rows } = await client.query<{ table: string; columns: Record<string, string> }>(`
    select c.relname as table,
      json_object_agg(a.attname, format_type(a.atttypid, null)) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped
    group by c.oid, c.relname`);
  return new Map(rows.map(({ table, columns }) => [table, new Map(Object.entries(columns))]));
}
