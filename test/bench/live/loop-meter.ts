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
export interface LoopReading {
  /** Blocks of more than 50 ms since the last reading; each counts once. */
  blocks: number;
  /** Those that are longer than 50 ms also without the time in which it waited for a processor. */
  ownBlocks: number;
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

/** How long the main thread was ready to run and others had the processors; 0 where unknown. */
function readWaited_ms(): number {
  const path = `/proc/self/task/${process.pid}/schedstat`;
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[1]) / NS : 0;
}

function watchLoop() {
  const window = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const whole = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  window.enable();
  whole.enable();
  let blocks = 0;
  let ownBlocks = 0;
  let longestGc_ms = 0;
  let waited_ms = readWaited_ms();
  const closeWindow = () => {
    const blocked_ms = window.max / NS - RESOLUTION_MS;
    const before_ms = waited_ms;
    waited_ms = readWaited_ms();
    if (blocked_ms > BLOCK_MS) blocks += 1;
    if (blocked_ms - (waited_ms - before_ms) > BLOCK_MS) ownBlocks += 1;
    window.reset();
  };
  setInterval(closeWindow, WINDOW_MS).unref();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestGc_ms = Math.max(longestGc_ms, duration);
  }).observe({ entryTypes: ['gc'] });
  return (): LoopReading => {
    closeWindow();
    const { rss, heapUsed } = process.memoryUsage();
    const reading = {
      blocks,
      ownBlocks,
      longest_ms: Math.max(0, whole.max / NS - RESOLUTION_MS),
      p99_ms: Math.max(0, whole.percentile(99) / NS - RESOLUTION_MS),
      longestGc_ms,
      rss_kib: rss / 1_024,
      heap_kib: heapUsed / 1_024,
    };
    whole.reset();
    blocks = 0;
    ownBlocks = 0;
    longestGc_ms = 0;
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
