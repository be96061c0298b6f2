import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const repositoryDir = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'earshot-clone-'));
// As root PostgreSQL runs as another account, which must be able to reach the clone.
chmodSync(home, 0o755);
const clone = join(home, 'earshot');
const lockPath = join(clone, 'data', 'earshot.lock');

interface Start {
  readonly child: ChildProcess;
  readonly gone: Promise<number>;
  output(): string;
}

let port = 0;
const starts: Start[] = [];

/** Runs `npm start` as a terminal does: in a process group that Ctrl-C reaches as a whole. */
function npmStart(): Start {
  const child = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: String(port), SMTP_IN_PORT: '0', EARSHOT_DATA: './data' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const gone = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? -1));
  });
  const start = { child, gone, output: () => output };
  starts.push(start);
  return start;
}

function pressCtrlC(start: Start): Promise<number> {
  process.kill(-(start.child.pid ?? Number.NaN), 'SIGINT');
  return start.gone;
}

async function findHealth(): Promise<number | null> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
  } catch {
    return null; // it does not listen yet
  }
}

/** Waits until the desk can be used; returns how long it took. */
async function untilHealthy(start: Start, within_ms: number): Promise<number> {
  const startedAt_ms = performance.now();
  let hasEnded = false;
  void start.gone.then(() => (hasEnded = true));
  while ((await findHealth()) !== 200) {
    if (hasEnded) throw new Error(`npm start ended:\n${start.output()}`);
    if (performance.now() - startedAt_ms > within_ms) {
      throw new Error(`not healthy after ${within_ms} ms:\n${start.output()}`);
    }
    await pause(20);
  }
  return performance.now() - startedAt_ms;
}

function listPostgres(): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('postgres') && line.includes(clone));
}

beforeAll(async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  port = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  // What a clone would hold if everything here were committed.
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: repositoryDir,
    encoding: 'utf8',
  });
  for (const name of listed.stdout.split('\0').filter(Boolean)) {
    const from = join(repositoryDir, name);
    if (existsSync(from)) cpSync(from, join(clone, name));
  }
});

afterEach(async () => {
  for (const { child, gone } of starts.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      process.kill(-(child.pid ?? Number.NaN), 'SIGTERM');
      await gone;
    }
  }
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe.runIf(existsSync(join(repositoryDir, 'apps', 'server', 'src', 'main.ts')))(
  'a fresh clone',
  () => {
    test('is started by one command that shows progress and a link for the first person', async () => {
      const start = npmStart();
      await untilHealthy(start, 110_000);
      expect(start.output()).toMatch(/Installing the packages .*\n/);
      await expect
        .poll(start.output, { timeout: 10_000 })
        .toMatch(new RegExp(`http://(127\\.0\\.0\\.1|localhost):${port}/\\S+`));
      const health = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(await health.json()).toMatchObject({ status: 'ok' });

      const second = npmStart();
      expect(await second.gone).toBe(75);
      expect(second.output()).toMatch(/already running on this data folder \(process \d+/);
      expect(second.output()).toContain(`http://127.0.0.1:${port}`);

      await pressCtrlC(start);
      expect(listPostgres()).toEqual([]);
      expect(existsSync(lockPath)).toBe(false);
    });

    test('starts again within three seconds', async () => {
      const start = npmStart();
      const took_ms = await untilHealthy(start, 20_000);
      await pressCtrlC(start);
      expect(took_ms).toBeLessThan(3_000);
    });

    test('[L11] starts again after server and PostgreSQL were killed', async () => {
      const first = npmStart();
      await untilHealthy(first, 20_000);
      const { pid } = JSON.parse(readFileSync(lockPath, 'utf8')) as { pid: number };
      process.kill(pid, 'SIGKILL');
      await first.gone;
      expect(listPostgres().length).toBeGreaterThan(0);
      for (const line of listPostgres()) process.kill(Number.parseInt(line, 10), 'SIGKILL');

      const next = npmStart();
      await untilHealthy(next, 30_000);
      await expect.poll(next.output, { timeout: 10_000 }).toContain('its lock was replaced');
      await pressCtrlC(next);
      expect(listPostgres()).toEqual([]);
    });
  },
);
