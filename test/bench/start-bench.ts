import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryEnv, nodeFlags } from '../../bootstrap/server-memory.mjs';
import { endWithBench } from './end-with-bench.ts';
import { say } from './print-figures.ts';

const rootDir = join(import.meta.dirname, '../..');
const TURNS = 3;
const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 10;
/** Until what the start needed is given back. */
const REST_MS = 15_000;

interface Start {
  title: string;
  command: string;
  flags: string[];
  /** Keep the data folder of the turn before. */
  warm: boolean;
  /** Forget the compiled code too, as after an installation. */
  withoutCode?: boolean;
}

const server = ['node', [...nodeFlags, 'apps/server/src/main.ts']] as const;

const starts: Start[] = [
  { title: 'npm start, new data folder', command: 'npm', flags: ['start'], warm: false },
  { title: 'npm start again', command: 'npm', flags: ['start'], warm: true },
  {
    title: 'server alone, nothing compiled yet',
    command: server[0],
    flags: [...server[1]],
    warm: true,
    withoutCode: true,
  },
  { title: 'server alone, again', command: server[0], flags: [...server[1]], warm: true },
];

/** From the command to the first 200 of /healthz, packages and desk being there already. */
export async function benchStart(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'earshot-start-'));
  await chmod(home, 0o711);
  try {
    let folder = 0;
    for (const start of starts) {
      const durations: number[] = [];
      for (let turn = 0; turn < TURNS; turn++) {
        if (!start.warm) folder += 1;
        const codeDir = start.withoutCode ? join(home, `code-${turn}`) : null;
        durations.push(await timeStart(start, join(home, `data-${folder}`), codeDir));
      }
      const sorted = durations.toSorted((a, b) => a - b);
      const all = sorted.map((one) => `${(one / 1_000).toFixed(2)} s`).join(', ');
      say(`  ${start.title.padEnd(36)} ${all} (load average ${loadavg()[0]?.toFixed(1)})`);
    }
    say(
      `  server memory ${REST_MS / 1_000} s after that       ${idle_mib.toFixed(0)} MiB (aim < 150)`,
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

let idle_mib = 0;

async function timeStart(start: Start, dataDir: string, codeDir: string | null): Promise<number> {
  const port = await findFreePort();
  const command = start.command === 'node' ? process.execPath : start.command;
  const started = performance.now();
  const child = spawn(command, start.flags, {
    cwd: rootDir,
    stdio: 'ignore',
    detached: true,
    env: {
      NODE_COMPILE_CACHE: codeDir ?? join(rootDir, 'node_modules/.cache/node-compile'),
      ...memoryEnv,
      ...process.env,
      PORT: String(port),
      SMTP_IN_PORT: '0',
      EARSHOT_DATA: dataDir,
      ...(codeDir ? { NODE_COMPILE_CACHE: codeDir } : {}),
    },
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  async function end(): Promise<void> {
    process.kill(-(child.pid ?? Number.NaN), 'SIGTERM');
    await gone;
  }
  const forget = endWithBench(end);
  try {
    while (!(await isHealthy(port))) {
      if (performance.now() - started > WITHIN_MS || child.exitCode !== null) {
        throw new Error(`It did not start: ${start.title}`);
      }
      await sleep(LOOK_EVERY_MS);
    }
    const duration_ms = performance.now() - started;
    if (command === process.execPath && !start.withoutCode) {
      await sleep(REST_MS);
      idle_mib = await readMemory(child.pid ?? 0);
    }
    return duration_ms;
  } finally {
    forget();
    await end();
  }
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false; // it does not listen yet
  }
}

async function readMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

function findFreePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
