import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryEnv, nodeFlags } from '../../bootstrap/server-memory.mjs';
import { endWithBench } from './end-with-bench.ts';

export interface BenchServer {
  url: string;
  smtpPort: number;
  dataDir: string;
  pid: number;
  /** The owner’s connection, for counting beside the server. */
  databaseUrl: string;
  cookie: string;
  csrf: string;
  /** Resident memory of the server process in MiB. */
  memory_mib(): Promise<number>;
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, '../../apps/server/src/main.ts');
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/node-compile');
const WAIT_MS = 60_000;

/** A real server in a process of its own, on a data folder of its own, set up and signed in. */
export async function startBenchServer(
  options: { dataDir?: string; env?: Record<string, string>; nodeFlags?: readonly string[] } = {},
): Promise<BenchServer> {
  const ownDir = options.dataDir ? null : await makeFolder();
  const dataDir = options.dataDir ?? join(ownDir as string, 'data');
  const child = spawn(process.execPath, [...nodeFlags, ...(options.nodeFlags ?? []), main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      // As bootstrap.mjs starts it.
      NODE_COMPILE_CACHE: compileCache,
      ...memoryEnv,
      ...process.env,
      EARSHOT_DATA: dataDir,
      PORT: '0',
      SMTP_IN_PORT: '0',
      LOG_LEVEL: 'error',
      ...options.env,
    },
  });
  // However the bench ends, its server does not stay behind.
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  async function stop(): Promise<void> {
    end();
    process.off('exit', end);
    await gone;
    if (ownDir) await rm(ownDir, { recursive: true, force: true });
    forget();
  }
  const forget = endWithBench(stop);
  const output = await readUntilReady(child);
  const url = /is ready: (\S+?)\/?\n/.exec(output)?.[1] ?? '';
  const smtpPort = Number(/SMTP at [^:]+:(\d+)/.exec(output)?.[1] ?? 0);
  const token = /setup#(\S+)/.exec(output)?.[1];
  const session = token ? await setUp(url, token) : { cookie: '', csrf: '' };
  return {
    url,
    smtpPort,
    dataDir,
    pid: child.pid ?? 0,
    databaseUrl: await findDatabaseUrl(dataDir),
    ...session,
    async memory_mib() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
    },
    stop,
  };
}

/** As root PostgreSQL runs as another account, which must be able to pass through. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  await chmod(folder, 0o711);
  return folder;
}

async function readUntilReady(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const until = Date.now() + WAIT_MS;
  while (!output.includes('Contract:')) {
    if (Date.now() > until || child.exitCode !== null) {
      throw new Error(`The server did not become ready:\n${output}`);
    }
    await sleep(20);
  }
  return output;
}

async function setUp(url: string, token: string): Promise<{ cookie: string; csrf: string }> {
  const answer = await fetch(`${url}/api/v1/setups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      token,
      account_name: 'Falk',
      name: 'Ada Admin',
      email: 'ada@falk.example',
      password: 'correct horse battery',
      channel_address: 'support@falk.example',
    }),
  });
  if (!answer.ok) throw new Error(`Set-up failed: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const me = await fetch(`${url}/api/v1/me`, { headers: { cookie } });
  const { csrf_token: csrf } = (await me.json()) as { csrf_token: string };
  return { cookie, csrf };
}

async function findDatabaseUrl(dataDir: string): Promise<string> {
  const { startEmbeddedPostgres } =
    await import('../../apps/server/src/platform/postgres/start-embedded-postgres.ts');
  const log = { info() {}, warn() {}, error() {}, debug() {} } as never;
  const running = await startEmbeddedPostgres({ dataDir, log });
  running.release();
  return running.url;
}
