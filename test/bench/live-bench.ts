import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import { presentCpu, readCpuTimes, shareCpu } from './cpu-time.ts';
import { callWeb } from './live/call-visitor.ts';
import type { LoopReading } from './live/loop-meter.ts';
import { openRawSockets } from './live/open-raw-sockets.ts';
import { openVisitors, type Visitors } from './live/open-visitors.ts';
import { type Meter, placeMeter } from './live/read-meter.ts';
import { createRowSayer, type RowSayer } from './live/say-by-rows.ts';
import { answerTalk, findAddress, type SeededChat, seedVisitors } from './live/seed-visitors.ts';
import { pace } from './pace.ts';
import { presentRate, presentSpread, say } from './print-figures.ts';
import type { BenchWishes } from './run-bench.ts';

const SOCKETS = 10_000;
/** Conversations that went the whole way; as many as the limits of the door allow at once. */
const REAL = 60;
const RATE = 500;
const SECONDS = 30;
/** Written together, as the intake writes what comes at once: 100 commits a second. */
const BATCH = 5;
const BURSTS = 3;
const CUT = 1_000;
/** Clients of one person in one conversation: a fan-out that is nothing but sending. */
const CROWD = 5_000;
const WHOLE_PATH_MS = 15_000;
const REST_MS = 3_000;

/** What one server did with its sockets. */
interface Figures {
  memory_kib: number;
  heap_kib: number;
  burst: number;
  /** One message to all sockets of one conversation, from the first who has it to the last. */
  crowd: number;
}

interface Bench {
  server: BenchServer;
  meter: Meter;
  chat: SeededChat;
  visitors: Visitors;
  sayer: RowSayer;
  /** Numbers of the seats that are spoken to by rows. */
  seats: number[];
  scale: number;
}

/** 10,000 idle visitors and 500 messages a second to them, and what a bare `ws` does with both. */
export async function benchLive({ scale, nodeFlags }: BenchWishes): Promise<void> {
  const meter = placeMeter('server');
  const server = await startBenchServer({
    nodeFlags: [...nodeFlags, ...meter.flags],
    env: meter.env,
  });
  const database = new pg.Pool({ connectionString: server.databaseUrl, max: 4 });
  try {
    const all = Math.max(REAL * 2, Math.round(SOCKETS * scale));
    const chat = await seedVisitors(server, database, { real: REAL, all });
    const sayer = await createRowSayer(database, chat.real[0]!.talkId);
    await sleep(REST_MS);
    const before = await meter.collect();
    const url = `${server.url}/api/v1/web/${chat.channelKey}/live`;
    const cpu = readCpuTimes(server);
    const started = performance.now();
    const visitors = await openVisitors(url, chat.seats, false);
    const used = presentCpu(shareCpu(cpu, readCpuTimes(server), all));
    say(
      `${all} visitors connected, ${presentRate(all, performance.now() - started)}, load ${load()}`,
    );
    say(`  processor time of a visitor who connects: ${used}`);
    sayLoop('while they connected', await meter.read());
    await sleep(REST_MS);
    const memory = compareMemory(before, await meter.collect(), all);
    const seats = Array.from({ length: all - REAL }, (_, index) => index + 1);
    const bench = { server, meter, chat, visitors, sayer, seats, scale };
    await benchSteady(bench);
    const burst = await benchBursts(bench);
    await benchCut(bench, database);
    await benchWholePath(bench);
    const crowd = await benchCrowd(bench, url);
    const { sample } = await visitors.report();
    await visitors.close();
    const raw = await benchRaw(chat, sample, scale, server.dataDir);
    compare({ ...memory, burst, crowd }, raw);
  } finally {
    await database.end();
    await server.stop();
  }
}

async function saySteadily({ sayer, seats, meter }: Bench, seconds: number): Promise<number> {
  const batches = Math.ceil((RATE * seconds) / BATCH);
  await pace(RATE / BATCH, batches, async (index) => {
    const some = Array.from(
      { length: BATCH },
      (_, one) => seats[(index * BATCH + one) % seats.length]!,
    );
    await sayer.say(some);
    await meter.wake();
  });
  return batches * BATCH;
}

async function benchSteady(bench: Bench): Promise<void> {
  const { meter, visitors, server, scale } = bench;
  // Everything is compiled and every conversation was told of once.
  await saySteadily(bench, Math.max(2, Math.round(10 * scale)));
  await sleep(REST_MS);
  await visitors.report();
  await meter.read();
  const cpu = readCpuTimes(server);
  const started = performance.now();
  const count = await saySteadily(bench, Math.max(5, SECONDS * scale));
  const duration_ms = performance.now() - started;
  const used_ms = readCpuTimes(server).server_ms - cpu.server_ms;
  const loop = await meter.read();
  await sleep(REST_MS);
  const heard = await visitors.report();
  say(`  ${presentRate(count, duration_ms)} by rows and events, load average ${load()}:`);
  say(`    heard ${heard.received} of ${count}, ${heard.gaps} gaps, ${heard.doubles} twice`);
  say(`    from writing to the visitor  ${presentSpread(heard.latencies_ms)}`);
  say(`    processor time of the server ${(used_ms / count).toFixed(2)} ms a message`);
  sayLoop('  meanwhile', loop);
}

/** One message for everybody, told of at once: how many a second it is capable of. */
async function benchBursts(bench: Bench): Promise<number> {
  const { sayer, seats, visitors, meter, server } = bench;
  const rates: number[] = [];
  for (let round = 0; round < BURSTS; round += 1) {
    await sayer.sayUntold(seats);
    await visitors.report();
    await meter.read();
    const commit = await sayer.prepareTelling();
    const cpu = readCpuTimes(server);
    const started = Date.now();
    await commit();
    await meter.wake();
    const { lastAt } = await waitForAll(visitors, seats.length);
    rates.push((seats.length / (lastAt - started)) * 1_000);
    const used = presentCpu(shareCpu(cpu, readCpuTimes(server), seats.length));
    sayLoop(`burst of ${seats.length}: ${rates.at(-1)!.toFixed(0)}/s`, await meter.read());
    say(`    processor time a delivery: ${used}`);
  }
  return Math.max(...rates);
}

/** One message that thousands of sockets follow: found once, sent to each. */
async function benchCrowd({ server, chat, sayer, meter, scale }: Bench, url: string) {
  const seat = chat.seats[REAL]!;
  const count = Math.round(CROWD * scale);
  const seats = Array.from({ length: count }, (_, index) => ({
    ...seat,
    localAddress: findAddress(index, 2),
  }));
  const crowd = await openVisitors(url, seats, false);
  const rates: number[] = [];
  for (let round = 0; round < BURSTS; round += 1) {
    await sayer.sayUntold([1]);
    await crowd.report();
    await meter.read();
    const commit = await sayer.prepareTelling();
    const cpu = readCpuTimes(server);
    await commit();
    await meter.wake();
    const { firstAt, lastAt } = await waitForAll(crowd, count);
    rates.push((count / (lastAt - firstAt)) * 1_000);
    const used = presentCpu(shareCpu(cpu, readCpuTimes(server), count));
    const title = `one message to ${count} sockets of one conversation`;
    sayLoop(`${title}: ${rates.at(-1)!.toFixed(0)}/s`, await meter.read());
    say(`    processor time a delivery: ${used}`);
  }
  await crowd.close();
  return Math.max(...rates);
}

/** When the first and the last of them came (epoch, ms). */
async function waitForAll(visitors: Visitors, count: number) {
  const until = Date.now() + 60_000;
  let heard = 0;
  let firstAt = Infinity;
  for (;;) {
    const report = await visitors.report();
    heard += report.received;
    firstAt = Math.min(firstAt, report.firstAt);
    if (heard >= count) return { firstAt, lastAt: report.lastAt };
    if (Date.now() > until) throw new Error(`Only ${heard} of ${count} messages came.`);
    await sleep(50);
  }
}

/** Lines are cut while messages come; afterwards everybody has everything once. */
async function benchCut(bench: Bench, database: pg.Pool): Promise<void> {
  const { visitors, meter, scale } = bench;
  const count = Math.round(CUT * scale);
  await visitors.report();
  await meter.read();
  const saying = saySteadily(bench, 10);
  await sleep(2_000);
  const started = performance.now();
  await visitors.cut(count);
  const back_ms = performance.now() - started;
  await saying;
  await sleep(REST_MS);
  const loop = await meter.read();
  const heard = await visitors.report();
  const { rows } = await database.query<{ id: string; last_seq: number }>(
    'select id, last_seq from web_conversations',
  );
  const seqs = new Map(heard.seqs);
  const short = rows.filter(({ id, last_seq: last }) => (seqs.get(id) ?? last) < last).length;
  say(`  ${count} lines cut at once, back after ${back_ms.toFixed(0)} ms, messages going on:`);
  say(`    ${heard.gaps} gaps, ${heard.doubles} twice, ${short} conversations end too early`);
  sayLoop('  meanwhile', loop);
}

/** As many as it takes when they go the whole way: API or door, storage, rows, events, sockets. */
async function benchWholePath(bench: Bench): Promise<void> {
  const { server, chat, visitors } = bench;
  const path = `/api/v1/web/${chat.channelKey}/conversations`;
  const kinds = {
    'answers of agents by the API': (seat: SeededChat['real'][number]) =>
      answerTalk(server, seat.caseId),
    'messages of visitors by the door': (seat: SeededChat['real'][number]) =>
      callWeb(server.url, {
        path: `${path}/${seat.talkId}/messages`,
        body: { client_id: randomUUID(), text: `It was sent ${Date.now()}, they say.` },
        headers: { authorization: `Bearer ${seat.token}` },
        localAddress: seat.localAddress,
      }),
  };
  for (const [title, act] of Object.entries(kinds)) {
    await visitors.report();
    const started = performance.now();
    let count = 0;
    let refused = 0;
    const one = async (first: number) => {
      for (let turn = first; performance.now() - started < WHOLE_PATH_MS; turn += 20) {
        await act(chat.real[turn % chat.real.length]!).catch(() => (refused += 1));
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => one(index)));
    const duration_ms = performance.now() - started;
    await sleep(REST_MS);
    const heard = await visitors.report();
    say(`  ${title}: ${presentRate(count - refused, duration_ms)}, load average ${load()}`);
    say(`    heard ${heard.received} of ${count - refused}; ${refused} refused`);
    say(`    from asking to the visitor   ${presentSpread(heard.latencies_ms)}`);
  }
}

async function benchRaw(
  chat: SeededChat,
  text: string,
  scale: number,
  dataDir: string,
): Promise<Figures> {
  const raw = await openRawSockets();
  const { length: all } = chat.seats;
  const before = await raw.meter.collect();
  const visitors = await openVisitors(raw.url, chat.seats, true);
  await sleep(REST_MS);
  const memory = compareMemory(before, await raw.meter.collect(), all);
  say(`Raw limit: a bare ws server, ${all} sockets, ${Buffer.byteLength(text)} bytes a message`);
  const count = Math.round(RATE * Math.max(5, SECONDS * scale));
  await raw.obey({ type: 'pace', text, rate: RATE, count: RATE * 2, batch: BATCH });
  await sleep(1_000);
  await visitors.report();
  const cpu = readCpuTimes({ pid: raw.pid, dataDir });
  await raw.obey({ type: 'pace', text, rate: RATE, count, batch: BATCH });
  const used_ms = readCpuTimes({ pid: raw.pid, dataDir }).server_ms - cpu.server_ms;
  await sleep(1_000);
  const heard = await visitors.report();
  say(`  ${RATE}/s: heard ${heard.received} of ${count}, ${presentSpread(heard.latencies_ms)}`);
  say(`    processor time of the server ${(used_ms / count).toFixed(2)} ms a message`);
  const rates: number[] = [];
  const crowdRates: number[] = [];
  for (let round = 0; round < BURSTS; round += 1) {
    await raw.meter.read();
    const from = readCpuTimes({ pid: raw.pid, dataDir });
    const started = await raw.obey({ type: 'burst', text });
    const { firstAt, lastAt } = await waitForAll(visitors, all);
    crowdRates.push((all / (lastAt - firstAt)) * 1_000);
    rates.push((all / (lastAt - started)) * 1_000);
    const used = presentCpu(shareCpu(from, readCpuTimes({ pid: raw.pid, dataDir }), all));
    sayLoop(`burst of ${all}: ${rates.at(-1)!.toFixed(0)}/s`, await raw.meter.read());
    say(`    processor time a delivery: ${used}`);
  }
  await visitors.close();
  raw.close();
  return { ...memory, burst: Math.max(...rates), crowd: Math.max(...crowdRates) };
}

function compareMemory(before: LoopReading, after: LoopReading, count: number) {
  return {
    memory_kib: (after.rss_kib - before.rss_kib) / count,
    heap_kib: (after.heap_kib - before.heap_kib) / count,
  };
}

function compare(own: Figures, raw: Figures): void {
  const line = (title: string, pick: (figures: Figures) => number, aim: string) =>
    say(
      `  ${title.padEnd(30)} ${pick(own).toFixed(1)} against ${pick(raw).toFixed(1)}: ` +
        `${(pick(own) / pick(raw)).toFixed(2)} (${aim})`,
    );
  say('Compared with the raw limit:');
  line('deliveries a second in a burst', (one) => one.burst, 'aim >= 0.5');
  line('the same, one conversation', (one) => one.crowd, 'only the sending');
  line('resident KiB a socket', (one) => one.memory_kib, 'aim <= 2');
  line('heap KiB a socket', (one) => one.heap_kib, 'part of it');
}

function sayLoop(title: string, loop: LoopReading): void {
  say(
    `  ${title}: event loop blocked > 50 ms ${loop.blocks} times ` +
      `(${loop.ownBlocks.length} without the wait for a processor), longest ` +
      `${loop.longest_ms.toFixed(0)} ms (garbage at most ${loop.longestGc_ms.toFixed(0)} ms), ` +
      `p99 ${loop.p99_ms.toFixed(1)} ms`,
  );
  for (const block of loop.ownBlocks) {
    const { ran_ms: ran, waited_ms: waited, slept_ms: slept, garbage_ms: garbage } = block;
    const parts = { ran, waited, slept, garbage, 'the host took': block.stolen_ms };
    const words = Object.entries(parts).map(([name, one_ms]) => `${name} ${one_ms.toFixed(0)} ms`);
    const length = `${block.blocked_ms.toFixed(0)} ms`;
    say(`    a block of ${length}: ${words.join(', ')}, ${block.pagesRead} pages read`);
  }
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '';
}
