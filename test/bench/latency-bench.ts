import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import { presentCpu, readCpuTimes, shareCpu } from './cpu-time.ts';
import { type ListWatch, type Sightings, watchList } from './latency/watch-list.ts';
import { pace } from './pace.ts';
import { presentSpread, say } from './print-figures.ts';
import type { BenchWishes } from './run-bench.ts';
import { openDialog, sendMany, writeMails } from './send-many.ts';

const RATE = 50;
const SECONDS = 60;
const SIZE_BYTES = 5_000;
const CONNECTIONS = 8;
const WARM_UP = 300;
/** After the last mail: what has not arrived by then counts as not arrived. */
const REST_MS = 3_000;

/** From the 250 of a mail to its row on an open desk, at a steady 50 mails a second. */
export async function benchLatency({ scale, nodeFlags }: BenchWishes): Promise<void> {
  const server = await startBenchServer({ nodeFlags });
  try {
    await sendMany(server.smtpPort, writeMails(WARM_UP, SIZE_BYTES, 'warm'), CONNECTIONS);
    await sleep(REST_MS);
    const count = Math.round(RATE * SECONDS * scale);
    say(`${count} mails of ${SIZE_BYTES} bytes at ${RATE}/s, confirmations on (aim p95 < 150 ms):`);
    // Apart, so that the browser takes nothing from the first.
    const desk = await listenLikeDesk(server);
    const first = await sendPaced(server, count);
    report('from 250 to the row in the WebSocket', first, desk.sightings);
    desk.close();
    const list = await watchList(server);
    if (!list) return;
    try {
      await measurePixels(server, list, { count: Math.ceil(count / 2), first: count });
      say(`  server memory                          ${(await server.memory_mib()).toFixed(0)} MiB`);
    } finally {
      await list.close();
    }
  } finally {
    await server.stop();
  }
}

async function measurePixels(
  server: BenchServer,
  list: ListWatch,
  { count, first }: { count: number; first: number },
): Promise<void> {
  const before = await list.readCpu();
  const accepted = await sendPaced(server, count, first);
  const after = await list.readCpu();
  const { heard, written, painted } = await list.sightings(accepted);
  report('from 250 to the row in Chromium', accepted, heard);
  report('from there into the document', heard, written);
  report('from there to pixels', written, painted);
  report('from 250 to pixels in Chromium', accepted, painted);
  const used = [...after].map(([kind, cpu_ms]) => {
    const share_ms = (cpu_ms - (before.get(kind) ?? 0)) / count;
    return `${kind} ${share_ms.toFixed(2)} ms`;
  });
  say(`    Chromium                             ${used.join(', ')}`);
}

const wallClock_ms = () => performance.timeOrigin + performance.now();

/** Sends `count` mails numbered from `first`, and rests; answers when each was accepted. */
async function sendPaced(server: BenchServer, count: number, first = 0): Promise<Sightings> {
  const mails = writeMails(first + count, SIZE_BYTES, 'run').slice(first);
  const free = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => openDialog(server.smtpPort)),
  );
  const dialogs = [...free];
  const waiting: (() => void)[] = [];
  const accepted: Sightings = new Map();
  const before = readCpuTimes(server);
  await pace(RATE, count, async (index) => {
    while (free.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const dialog = free.pop()!;
    await dialog.send(mails[index]!);
    accepted.set(first + index, wallClock_ms());
    free.push(dialog);
    waiting.shift()?.();
  });
  for (const dialog of dialogs) dialog.close();
  await sleep(REST_MS);
  const cpu = shareCpu(before, readCpuTimes(server), count);
  say(`  processor time for each                ${presentCpu(cpu)}`);
  return accepted;
}

/** A desk without a screen: notes when a row with the subject of a mail came. */
async function listenLikeDesk(
  server: BenchServer,
): Promise<{ sightings: Sightings; close(): void }> {
  const sightings: Sightings = new Map();
  const url = `${server.url.replace(/^http/, 'ws')}/api/v1/live`;
  const socket = new WebSocket(url, {
    headers: { cookie: server.cookie },
  } as unknown as string[]);
  await new Promise((resolve, reject) => {
    socket.addEventListener('error', reject);
    socket.addEventListener('open', () => socket.send('{"type":"resume","position":null}'));
    socket.addEventListener('message', ({ data }) => {
      const text = String(data);
      if (text.startsWith('{"type":"live"')) resolve(null);
      const now_ms = wallClock_ms();
      for (const [, number] of text.matchAll(/"subject":"Kettle (\d+) of run"/g)) {
        if (!sightings.has(Number(number))) sightings.set(Number(number), now_ms);
      }
    });
  });
  return { sightings, close: () => socket.close() };
}

function report(title: string, accepted: Sightings, seen: Sightings): void {
  const durations = [...accepted].flatMap(([number, at]) => {
    const seenAt = seen.get(number);
    // The 250 may be read a moment after the row: both travel at the same time.
    return seenAt === undefined ? [] : [Math.max(0, seenAt - at)];
  });
  const missing = accepted.size - durations.length;
  const words = missing > 0 ? `; ${missing} passed by unseen` : '';
  say(
    `  ${title.padEnd(38)} ${presentSpread(durations)}${words}, load average ${loadavg()[0]?.toFixed(1)}`,
  );
}
