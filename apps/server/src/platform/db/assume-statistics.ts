import type pg from 'pg';

/**
 * Tells PostgreSQL of every table it has never looked at what ANALYZE will find out later: nearly
 * all rows belong to one account, and ids are unique. Without it the planner takes the account for
 * as rare as an id, may check a foreign key by reading all rows of the account, and keeps that plan
 * while the table grows. Nothing on PostgreSQL before 18, which cannot be told.
 */
export async function assumeStatistics(client: pg.Client): Promise<void> {
  await client.query(`
    do $$
    declare one record;
    begin
      if current_setting('server_version_num')::int < 180000 then return; end if;
      for one in
        select c.relname::text, a.attname::text, assumed.n_distinct
        from (values ('account_id', 1::real), ('id', -1::real)) assumed (column_name, n_distinct)
        join pg_attribute a on a.attname = assumed.column_name and a.atttypid = 'uuid'::regtype
        join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and not exists (
            select from pg_statistic s where s.starelid = c.oid and s.staattnum = a.attnum)
      loop
        perform pg_restore_attribute_stats('schemaname', 'public', 'relname', one.relname,
          'attname', one.attname, 'inherited', false, 'version', 180000,
          'null_frac', 0::real, 'avg_width', 16, 'n_distinct', one.n_distinct);
      end loop;
    end
    $$`);
}
