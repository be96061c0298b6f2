import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { runInNewContext } from 'node:vm';
import { wakeRelay } from '../../../apps/server/src/platform/events/emit-event.ts';

/**
 * Loaded into a server before anything else (`--import`): measures how long its event loop is
 * blocked, from inside. Answers at the socket of LOOP_METER.
 */

/** A block that is our own, and what it consists of. */
export interface OwnBlock {
  blocked_ms: number;
  /** What the main thread did from 50 ms before it at the most. */
  ran_ms: number;
  waited_ms: number;
  /** Neither ran nor waited: it slept, or the host of this virtual machine had the processors. */
  slept_ms: number;
  /** Processor time that the host took meanwhile, of all processors together; in steps of 10 ms. */
  stolen_ms: number;
  /** Pages that had to be read from the disk meanwhile. */
  pagesRead: number;
  /** Garbage collections meanwhile, in which it runs, waits or sleeps. */
  garbage_ms: number;
}

export interface LoopReading {
  /** Blocks of more than 50 ms since the last reading; each counts once. */
  blocks: number;
  /** Those that are longer than 50 ms also without the time in which it waited for a processor. */
  ownBlocks: OwnBlock[];
  longest_ms: number;
  p99_ms: number;
  longestGc_ms: number;
  rss_kib: number;
  heap_kib: number;
}

const RESOLUTION_MS = 2;
/** Two blocks within one window count as one; both are far longer than it. */
const WINDOW_MS = 50;
const BLOCK_MS = 50;
const NS = 1e6;

/** Counters of the main thread and of the machine; 0 where there is no /proc. */
function readCounters() {
  const task = `/proc/self/task/${process.pid}`;
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  const [ran = 0, waited = 0] = read(`${task}/schedstat`).split(' ').map(Number);
  const stolen = Number(read('/proc/stat').split('\n', 1)[0]?.split(/ +/)[8] ?? 0);
  // After the name of the program, which may contain blanks.
  const fields = read(`${task}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return {
    at_ms: performance.now(),
    ran_ms: ran / NS,
    waited_ms: waited / NS,
    stolen_ms: stolen * 10,
    pagesRead: Number(fields[9] ?? 0),
  };
}

type Span = Pick<PerformanceEntry, 'startTime' | 'duration'>;

/** How much of the time from one moment to another these took. */
function shareOf(spans: readonly Span[], from_ms: number, to_ms: number): number {
  return spans.reduce((sum, { startTime, duration }) => {
    const shared = Math.min(to_ms, startTime + duration) - Math.max(from_ms, startTime);
    return sum + Math.max(0, shared);
  }, 0);
}

function watchLoop() {
  const window = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const whole = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  window.enable();
  whole.enable();
  let blocks = 0;
  let own: (Omit<OwnBlock, 'garbage_ms'> & { from_ms: number; to_ms: number })[] = [];
  let collections: Span[] = [];
  let before = readCounters();
  const closeWindow = () => {
    const blocked_ms = window.max / NS - RESOLUTION_MS;
    const now = readCounters();
    const ran_ms = now.ran_ms - before.ran_ms;
    const waited_ms = now.waited_ms - before.waited_ms;
    if (blocked_ms > BLOCK_MS) blocks += 1;
    if (blocked_ms - waited_ms > BLOCK_MS) {
      own.push({
        blocked_ms,
        ran_ms,
        waited_ms,
        slept_ms: Math.max(0, now.at_ms - before.at_ms - ran_ms - waited_ms),
        stolen_ms: now.stolen_ms - before.stolen_ms,
        pagesRead: now.pagesRead - before.pagesRead,
        from_ms: before.at_ms,
        to_ms: now.at_ms,
      });
    }
    before = now;
    window.reset();
  };
  setInterval(closeWindow, WINDOW_MS).unref();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      collections.push({ startTime, duration });
    }
  }).observe({ entryTypes: ['gc'] });
  return (): LoopReading => {
    closeWindow();
    const { rss, heapUsed } = process.memoryUsage();
    const reading = {
      blocks,
      ownBlocks: own.map(({ from_ms, to_ms, ...block }) => ({
        ...block,
        garbage_ms: shareOf(collections, from_ms, to_ms),
      })),
      longest_ms: Math.max(0, whole.max / NS - RESOLUTION_MS),
      p99_ms: Math.max(0, whole.percentile(99) / NS - RESOLUTION_MS),
      longestGc_ms: collections.reduce((most, { duration }) => Math.max(most, duration), 0),
      rss_kib: rss / 1_024,
      heap_kib: heapUsed / 1_024,
    };
    whole.reset();
    blocks = 0;
    own = [];
    collections = [];
    return reading;
  };
}

if (isMainThread && process.env['LOOP_METER']) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const read = watchLoop();
  createServer((request, response) => {
    if (request.url === '/wake') {
      wakeRelay();
      return response.end('{}');
    }
    if (request.url === '/collect') collect();
    return response.end(JSON.stringify(read()));
  })
    .listen(process.env['LOOP_METER'])
    .unref();
}
