import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startBenchServer } from './bench-server.ts';
import { readCpuTimes } from './cpu-time.ts';
import { presentSpread, say } from './print-figures.ts';
import type { BenchWishes } from './run-bench.ts';

const CLOCKS = 100_000;
/** Of these clocks so many are warned of or break while it is measured. */
const DUE = 1_000;
const MEASURED_SECONDS = 60;

/**
 * 100,000 open clocks: what watching them costs, and how long after its time each promise is warned
 * of or broken. The account is the one of the set-up; the rows are inserted as the intake writes
 * them.
 */
export async function benchPromises({ scale, nodeFlags }: BenchWishes): Promise<void> {
  const clocks = Math.round(CLOCKS * scale);
  const server = await startBenchServer({ nodeFlags });
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  try {
    await seedClocks(database, clocks);
    await database.query('vacuum analyze case_promises');
    // Idle, with everything open and nothing due.
    const idle = await measureCpu(server, MEASURED_SECONDS / 2);
    say(`${clocks} open clocks, none due: ${idle}`);
    await makeDue(database, DUE, MEASURED_SECONDS);
    const busy = await measureCpu(server, MEASURED_SECONDS + 3);
    say(`${DUE} warned of and ${DUE} broken in ${MEASURED_SECONDS} s: ${busy}`);
    say(
      `  told after the time of the warning  ${presentSpread(await listDelays(database, 'warned'))}`,
    );
    say(
      `  told after the due time             ${presentSpread(await listDelays(database, 'broken'))}`,
    );
    say('  aim: within 1,000 ms, and less than 5 % of one core');
  } finally {
    await database.end();
    await server.stop();
  }
}

async function seedClocks(database: pg.Client, clocks: number): Promise<void> {
  await database.query(
    `insert into cases (account_id, id, number, subject, channel_id, next_due_at)
      select a.account_id, uuidv7(), 1000000 + n, 'bench', a.id, now() + interval '2 days'
      from generate_series(1, $1::int) n cross join (select * from channel_accounts limit 1) a`,
    [clocks],
  );
  await database.query(
    `insert into case_promises (account_id, id, case_id, kind, words, due_at, made_how, made_by,
        made_at, warn_at)
      select account_id, uuidv7(), id, 'first_answer', 'bench', now() + interval '2 days', 'policy',
        '{"kind":"system","id":null,"name":"Earshot"}', now(), now() + interval '1 day'
      from cases where number > 1000000`,
  );
}

/** Half of them are warned of, half of them break, evenly over the time that is measured. */
async function makeDue(database: pg.Client, each: number, seconds: number): Promise<void> {
  await database.query(
    `with chosen as (select account_id, id, row_number() over () as n from case_promises limit $1)
      update case_promises p set
        warn_at = now() + interval '1 second' * (2 + $2::float8 * c.n / $1),
        due_at = case when c.n % 2 = 0 then now() + interval '1 second' * (2 + $2::float8 * c.n / $1)
          else p.due_at end,
        warned_at = case when c.n % 2 = 0 then now() end
      from chosen c where c.account_id = p.account_id and c.id = p.id`,
    [each * 2, seconds],
  );
}

/** How long after its time each was told, by the times of the events. */
async function listDelays(database: pg.Client, what: 'warned' | 'broken'): Promise<number[]> {
  const column = what === 'warned' ? 'warn_at' : 'due_at';
  const { rows } = await database.query<{ delay_ms: number }>(
    `select extract(epoch from e.occurred_at - p.${column})::float8 * 1000 as delay_ms
      from events e join case_promises p
        on p.account_id = e.account_id and p.id = (e.facts ->> 'promise_id')::uuid
      where e.name = 'promise.${what}'`,
  );
  return rows.map((row) => row.delay_ms);
}

async function measureCpu(
  server: { pid: number; dataDir: string },
  seconds: number,
): Promise<string> {
  const before = readCpuTimes(server);
  await sleep(seconds * 1_000);
  const after = readCpuTimes(server);
  const share = (used_ms: number) => `${((used_ms / (seconds * 1_000)) * 100).toFixed(2)} %`;
  return (
    `server ${share(after.server_ms - before.server_ms)}, ` +
    `PostgreSQL ${share(after.postgres_ms - before.postgres_ms)} of one core`
  );
}
