import type { OwnerClient } from '../../platform/db/copy-tables.ts';
import { listAppliedMigrations } from '../../platform/db/copy-tables.ts';
import { readMigrations } from '../../platform/db/migrate.ts';
import { newId } from '../../platform/ids.ts';
import { fail, type Finding, ok, warn } from './doctor-finding.ts';

/** Oldest PostgreSQL that is supported, as `server_version_num`. */
const VERSION_MIN = 170_000;
/** Clocks of two machines may differ this much before promised times look wrong. */
const CLOCK_MAX_MS = 5_000;

/** Version, clock, schema and the fence between accounts. */
export async function* checkDatabase(
  client: OwnerClient,
  isEmbedded: boolean,
): AsyncGenerator<Finding> {
  yield await checkVersion(client, isEmbedded);
  yield await checkClock(client);
  yield await checkMigrations(client);
  yield await checkFence(client);
  yield await checkRoles(client);
}

async function checkVersion(client: OwnerClient, isEmbedded: boolean): Promise<Finding> {
  const id = 'database.version';
  const { rows } = await client.query<{ words: string; number: number }>(
    `select current_setting('server_version') as words,
      current_setting('server_version_num')::int as number`,
  );
  const { words, number } = rows[0]!;
  if (isEmbedded) {
    const text = `PostgreSQL ${words}, embedded. It suits one machine and small to middling sites.`;
    return ok(id, `${text} It is updated together with Earshot.`);
  }
  if (number >= VERSION_MIN) return ok(id, `PostgreSQL ${words} of your own.`);
  return fail(id, `PostgreSQL ${words} is too old.`, 'Update it to 17 or newer.');
}

async function checkClock(client: OwnerClient): Promise<Finding> {
  const id = 'database.clock';
  const before = Date.now();
  const { rows } = await client.query<{ now: Date; last: Date | null }>(
    'select clock_timestamp() as now, (select max(occurred_at) from event_outbox) as last',
  );
  const off_ms = Math.round(rows[0]!.now.getTime() - (before + Date.now()) / 2);
  if (Math.abs(off_ms) > CLOCK_MAX_MS) {
    const text = `The clock of the database is ${(off_ms / 1_000).toFixed(1)} s off from this machine’s.`;
    return fail(id, text, 'Let both machines set their clocks by NTP.');
  }
  const { rows: ahead } = await client.query<{ at: Date }>(
    `select max(occurred_at) as at from (
      select occurred_at from events order by position desc limit 1000) e
    having max(occurred_at) > clock_timestamp() + interval '1 minute'`,
  );
  if (ahead.length === 0) return ok(id, `The clock is right to ${Math.abs(off_ms)} ms.`);
  const text = `The newest event is of ${ahead[0]!.at.toISOString()}, which is in the future.`;
  return warn(id, text, 'The clock was wrong or is wrong now; let the machine set it by NTP.');
}

async function checkMigrations(client: OwnerClient): Promise<Finding> {
  const id = 'database.schema';
  const applied = await listAppliedMigrations(client);
  const known = await readMigrations();
  const checksums = new Map(known.map((migration) => [migration.name, migration.checksum]));
  const strange = applied.filter(({ name }) => !checksums.has(name));
  if (strange.length > 0) {
    const names = strange.map(({ name }) => name).join(', ');
    const text = `The database was used by a newer Earshot: ${names} is not known here.`;
    return fail(id, text, 'Start the newer version, or restore the backup made before it.');
  }
  const changed = applied.filter(({ name, checksum }) => checksums.get(name) !== checksum);
  if (changed.length > 0) {
    const text = `${changed[0]!.name} was changed after it was applied.`;
    return fail(id, text, 'Put the file back as it was: git checkout apps/server/migrations');
  }
  const pending = known.length - applied.length;
  if (pending === 0)
    return ok(id, `The schema is up to date (${applied.at(-1)?.name ?? 'empty'}).`);
  return warn(id, `Migrations not applied yet: ${pending}.`, 'The next start applies them.');
}

/** Every table with an account has its fence (row-level security), and the fence holds. */
async function checkFence(client: OwnerClient): Promise<Finding> {
  const id = 'database.fence';
  const { rows: tables } = await client.query<{ name: string; fenced: boolean }>(
    `select c.relname as name, c.relrowsecurity and exists (
        select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
          and p.qual like '%current_account_id()%') as fenced
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by 1`,
  );
  const open = tables.filter((table) => !table.fenced).map((table) => table.name);
  if (open.length > 0) {
    const text = `No fence between accounts on: ${open.join(', ')}.`;
    return fail(id, text, 'Row-level security was switched off by hand; switch it on again.');
  }
  const seen: string[] = [];
  await client.query('begin');
  try {
    await client.query(`set local role earshot_app`);
    await client.query(`select set_config('app.account_id', $1, true)`, [newId()]);
    for (const { name } of tables) {
      await client.query('savepoint look');
      const { rowCount } = await client
        .query(`select from "${name}" limit 1`)
        .catch((error: { code?: string }) => {
          // Not granted at all is as good a fence.
          if (error.code === '42501') return { rowCount: 0 };
          throw error;
        });
      await client.query('rollback to savepoint look');
      if (rowCount !== 0) seen.push(name);
    }
  } finally {
    await client.query('rollback');
  }
  if (seen.length > 0) {
    const text = `A stranger sees rows of: ${seen.join(', ')}.`;
    return fail(id, text, 'Stop the server and report it: this must not happen.');
  }
  return ok(id, `Accounts are fenced off from one another on all ${tables.length} tables.`);
}

async function checkRoles(client: OwnerClient): Promise<Finding> {
  const id = 'database.roles';
  const { rows } = await client.query<{ name: string; strong: boolean }>(
    `select rolname as name, rolsuper or rolbypassrls as strong from pg_roles
    where rolname in ('earshot_app', 'earshot_system')`,
  );
  const strong = rows.filter((role) => role.strong).map((role) => role.name);
  if (rows.length === 2 && strong.length === 0) {
    return ok(id, 'The roles that serve cannot step over the fence.');
  }
  const text =
    rows.length < 2
      ? 'A role that serves is missing.'
      : `${strong.join(', ')} may step over the fence.`;
  return fail(
    id,
    text,
    'alter role earshot_app nosuperuser nobypassrls; the same for earshot_system.',
  );
}
