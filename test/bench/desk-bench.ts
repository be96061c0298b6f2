import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import { presentCpu, readCpuTimes, shareCpu } from './cpu-time.ts';
import { awaitConsumers } from './desk/await-consumers.ts';
import { type DeskFacts, meetDesk } from './desk/desk-people.ts';
import { changeSomething, type DeskRequest, listDeskRequests } from './desk/desk-requests.ts';
import { HttpCaller } from './desk/http-caller.ts';
import { type Crowd, type CrowdReport, openCrowd } from './desk/open-crowd.ts';
import { openSeededDesk } from './desk/seed-desk.ts';
import { printPlans } from './desk/print-plans.ts';
import { pace } from './pace.ts';
import { presentSpread, say } from './print-figures.ts';
import type { BenchWishes } from './run-bench.ts';

/** 200 agents who each do something every five seconds. */
const REQUESTS_A_SECOND = 40;
/** Of each kind of request. */
const SAMPLES = 200;
/** One at a time: first so many that do not count, then so many that do. */
const WARM_UP = 10;
const ALONE = 60;
const CHANGE_RATES = [5, 20, 50];
const CHANGES_SECONDS = 15;
/** Until then every desk has every event, or it never will. */
const HEARD_WITHIN_MS = 20_000;
/** Until what the start needed is given back. */
const REST_MS = 10_000;

/** A desk with a million messages and 200 agents: times at the API, events, memory. */
export async function benchDesk({ scale, plans, nodeFlags }: BenchWishes): Promise<void> {
  const dataDir = await openSeededDesk(scale);
  const server = await startBenchServer({ dataDir, nodeFlags });
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  const caller = new HttpCaller(server.url);
  try {
    const { behind, duration_ms } = await awaitConsumers(database);
    await sleep(REST_MS);
    const idle_mib = await server.memory_mib();
    const facts = await meetDesk(database);
    say(`${facts.messages} messages in ${facts.cases} cases, ${facts.agents.length} agents:`);
    if (behind > 0) {
      say(
        `  consumers caught up              ${behind} events in ${(duration_ms / 1_000).toFixed(1)} s`,
      );
    }
    const crowd = await openCrowd(server.url, facts.agents);
    await sleep(2_000);
    say(`  server memory idle               ${idle_mib.toFixed(0)} MiB (aim < 150)`);
    say(`  the same with all desks open     ${(await server.memory_mib()).toFixed(0)} MiB`);
    const memory = watchMemory(server);
    await benchEachKind(server, caller, facts);
    await benchRequests(server, caller, facts, scale);
    await benchEvents(server, caller, facts, crowd);
    say(`  server memory, most under load   ${memory.stop().toFixed(0)} MiB (aim < 250)`);
    await crowd.close();
  } finally {
    caller.close();
    await database.end();
    await server.stop();
  }
  if (plans) await printPlans(dataDir);
}

/** One request after the other: what each kind costs, whatever else the machine does. */
async function benchEachKind(
  server: BenchServer,
  caller: HttpCaller,
  facts: DeskFacts,
): Promise<void> {
  say('  one at a time:');
  for (const kind of listDeskRequests(facts)) {
    const durations: number[] = [];
    const act = async (index: number) => {
      const agent = facts.agents[(index * 31) % facts.agents.length]!;
      const started = performance.now();
      await kind.act(caller, agent);
      durations.push(performance.now() - started);
    };
    for (let index = 0; index < WARM_UP; index++) await act(index);
    durations.length = 0;
    const before = readCpuTimes(server);
    for (let index = 0; index < ALONE; index++) await act(index);
    const cpu = shareCpu(before, readCpuTimes(server), ALONE);
    say(`    ${kind.title.padEnd(34)} ${presentSpread(durations)}; ${presentCpu(cpu)}`);
  }
}

/** Paced, not one after the other: a slow answer does not spare the server the next question. */
async function benchRequests(
  server: BenchServer,
  caller: HttpCaller,
  facts: DeskFacts,
  scale: number,
): Promise<void> {
  const kinds = listDeskRequests(facts);
  for (const kind of kinds)
    await Promise.all(facts.agents.slice(0, 5).map((agent) => kind.act(caller, agent)));
  const samples = Math.max(40, Math.round(SAMPLES * Math.min(1, scale * 2)));
  const durations = new Map<DeskRequest, number[]>(kinds.map((kind) => [kind, []]));
  const failed = new Map<string, number>();
  const before = readCpuTimes(server);
  await pace(REQUESTS_A_SECOND, samples * kinds.length, async (index) => {
    const kind = kinds[index % kinds.length] as DeskRequest;
    const agent = facts.agents[(index * 31) % facts.agents.length]!;
    const started = performance.now();
    const answers = await kind.act(caller, agent);
    durations.get(kind)?.push(performance.now() - started);
    for (const { status } of answers) {
      if (status < 300) continue;
      const words = `${kind.title}: ${status}`;
      failed.set(words, (failed.get(words) ?? 0) + 1);
    }
  });
  const cpu = shareCpu(before, readCpuTimes(server), samples * kinds.length);
  say(
    `  at ${REQUESTS_A_SECOND} requests/s (load average ${loadavg()[0]?.toFixed(1)}; aim p95 < 50 ms):`,
  );
  for (const [kind, some] of durations) say(`    ${kind.title.padEnd(34)} ${presentSpread(some)}`);
  say(`    ${'all'.padEnd(34)} ${presentSpread([...durations.values()].flat())}`);
  say(`    processor time for each: ${presentCpu(cpu)}`);
  for (const [words, count] of failed) say(`    not answered well: ${words}, ${count} times`);
}

async function benchEvents(
  server: BenchServer,
  caller: HttpCaller,
  facts: DeskFacts,
  crowd: Crowd,
): Promise<void> {
  say('  from the start of a change until the last of 200 desks has it (aim p95 < 100 ms):');
  for (const rate of CHANGE_RATES) {
    await hearOut(crowd);
    const before = readCpuTimes(server);
    const count = rate * CHANGES_SECONDS;
    await pace(rate, count, async (index) => {
      const answer = await changeSomething(
        caller,
        facts.agents[(index * 17) % facts.agents.length]!,
        facts,
      );
      if (answer.status >= 300) say(`    a change was refused: ${answer.body.toString()}`);
    });
    const { durations_ms, pending, lost } = await hearOut(crowd);
    const cpu = shareCpu(before, readCpuTimes(server), count);
    const words = `${rate} changes/s (load average ${loadavg()[0]?.toFixed(1)})`;
    say(`    ${words.padEnd(34)} ${presentSpread(durations_ms)}`);
    say(`      processor time for each: ${presentCpu(cpu)}`);
    if (pending + lost > 0)
      say(`      not complete: ${pending} events; ${lost} sockets were closed`);
  }
}

/** All that the crowd heard until every desk had everything; what then is pending is lost. */
async function hearOut(crowd: Crowd): Promise<CrowdReport> {
  const durations_ms: number[] = [];
  for (const until = Date.now() + HEARD_WITHIN_MS; ;) {
    await sleep(1_000);
    const report = await crowd.report();
    durations_ms.push(...report.durations_ms);
    const isOver = report.durations_ms.length === 0 && report.pending === 0;
    if (isOver || Date.now() > until) return { ...report, durations_ms };
  }
}

function watchMemory(server: BenchServer): { stop(): number } {
  let most_mib = 0;
  const timer = setInterval(() => {
    void server.memory_mib().then((now_mib) => (most_mib = Math.max(most_mib, now_mib)));
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return most_mib;
    },
  };
}
