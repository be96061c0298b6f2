import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startBenchServer } from '../bench-server.ts';
import { say } from '../print-figures.ts';
import { meetDesk } from './desk-people.ts';
import { listDeskRequests } from './desk-requests.ts';
import { HttpCaller } from './http-caller.ts';

/** Settings of PostgreSQL’s auto_explain, which also sees inside functions. */
const EXPLAIN = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_nested_statements': 'on',
} as const;

/**
 * Runs every kind of request on a server of its own whose PostgreSQL writes the plan of each
 * statement, and prints what it wrote: the very statements of the product, with their buffers.
 */
export async function printPlans(dataDir: string): Promise<void> {
  await explainEverything(dataDir, true);
  try {
    const server = await startBenchServer({ dataDir });
    const client = new pg.Client({ connectionString: server.databaseUrl });
    const caller = new HttpCaller(server.url);
    try {
      await client.connect();
      const facts = await meetDesk(client);
      const agent = facts.agents[1]!;
      for (const request of listDeskRequests(facts)) {
        // Five times generic plans are not yet considered; the sixth run is what lasts.
        for (let turn = 0; turn < 6; turn++) await request.act(caller, agent);
        const from = await sizeOf(dataDir);
        await request.act(caller, agent);
        await sleep(300);
        say(`\n---- ${request.title}`);
        say(await readPlans(dataDir, from));
      }
    } finally {
      caller.close();
      await client.end();
      await server.stop();
    }
  } finally {
    await explainEverything(dataDir, false);
  }
}

async function explainEverything(dataDir: string, on: boolean): Promise<void> {
  const server = await startBenchServer({ dataDir });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  for (const [name, value] of Object.entries(EXPLAIN)) {
    await client.query(
      on
        ? `alter database earshot set ${name} = '${value}'`
        : `alter database earshot reset ${name}`,
    );
  }
  await client.end();
  await server.stop();
}

const logOf = (dataDir: string) => join(dataDir, 'postgres.log');

async function sizeOf(dataDir: string): Promise<number> {
  return (await stat(logOf(dataDir))).size;
}

/** The plans written since then; those of the work behind the desk are left out. */
async function readPlans(dataDir: string, from: number): Promise<string> {
  const text = (await readFile(logOf(dataDir))).subarray(from).toString('utf8');
  const plans = text.split(/^(?=\S.*duration: [\d.]+ ms +plan:)/m);
  return plans.filter((plan) => !/event_outbox|locked_until|for update/.test(plan)).join('');
}
