import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startBenchServer } from './bench-server.ts';
import { presentCpu, readCpuTimes, shareCpu } from './cpu-time.ts';
import { presentRate, say } from './print-figures.ts';
import { measureRawLimit } from './raw-limit.ts';
import type { BenchWishes } from './run-bench.ts';
import { sendMany, writeMails } from './send-many.ts';

const MAILS = 2_000;
const SIZE_BYTES = 5_000;
const CONNECTIONS = 8;
/**
 * Unmeasured mails before the measured ones: compiled code, warm caches, grown pools. After 200 a
 * mail still costs the server a fifth more processor time than later on.
 */
const WARM_UP = 1_000;
const LOOK_EVERY_MS = 20;

/**
 * Mails accepted and fully understood (receipt to event published) a second, against the raw limit:
 * the same rows and bytes inserted into the same PostgreSQL with nothing else.
 */
export async function benchIntake({ scale, nodeFlags }: BenchWishes): Promise<void> {
  const count = Math.round(MAILS * scale);
  const server = await startBenchServer({ nodeFlags });
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  try {
    await sendMany(server.smtpPort, writeMails(WARM_UP, SIZE_BYTES, 'warm'), CONNECTIONS);
    await waitForEvents(database, WARM_UP);
    const mails = writeMails(count, SIZE_BYTES, 'run');
    const before = readCpuTimes(server);
    const started = performance.now();
    const accepted_ms = await sendMany(server.smtpPort, mails, CONNECTIONS);
    await waitForEvents(database, WARM_UP + count);
    const understood_ms = performance.now() - started;
    // What follows from the events is part of what a mail costs.
    await waitForTrails(database, WARM_UP + count);
    const cpu = shareCpu(before, readCpuTimes(server), count);
    const memory_mib = await server.memory_mib();
    say(`${count} mails of ${SIZE_BYTES} bytes, ${CONNECTIONS} connections, confirmations on:`);
    say(`  accepted (fsync + receipt)       ${presentRate(count, accepted_ms)}`);
    say(`  understood, event published      ${presentRate(count, understood_ms)}`);
    const raw = await measureRawLimit(server, mails, CONNECTIONS);
    const rate = (count / understood_ms) * 1_000;
    say(
      `  raw limit (same rows and bytes)  ${raw.rate.toFixed(0)}/s, ${raw.rows.toFixed(1)} rows a mail`,
    );
    say(`  ratio understood : raw limit     ${(rate / raw.rate).toFixed(2)} (aim >= 0.5)`);
    say(`  processor time for each mail     ${presentCpu(cpu)}`);
    say(`  the same at the raw limit        ${presentCpu(raw.cpu)}`);
    say(`  server memory                    ${memory_mib.toFixed(0)} MiB`);
  } finally {
    await database.end();
    await server.stop();
  }
}

/** Looks only at what came since its last look: it must not cost what it measures. */
async function waitForEvents(database: pg.Client, cases: number): Promise<void> {
  let found = 0;
  let until = 0;
  while (found < cases) {
    await sleep(LOOK_EVERY_MS);
    const { rows } = await database.query<{ opened: number; until: string | null }>(
      `select count(*) filter (where name = 'case.opened')::int as opened, max(position) as until
        from events where position > $1`,
      [until],
    );
    found += rows[0]?.opened ?? 0;
    until = Number(rows[0]?.until ?? until);
  }
}

async function waitForTrails(database: pg.Client, cases: number): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ count: number }>(
      'select count(*)::int from case_trails',
    );
    if ((rows[0]?.count ?? 0) >= cases) return;
    await sleep(LOOK_EVERY_MS);
  }
}
