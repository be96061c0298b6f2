import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';

export const repositoryDir = join(import.meta.dirname, '..', '..');

/** Where the whole output of each stage is kept for reading. */
export const logDir = join(repositoryDir, 'node_modules', '.cache', 'earshot', 'test');

export interface ProgramRun {
  readonly code: number;
  readonly output: string;
  readonly took_ms: number;
  readonly isTimedOut: boolean;
}

/** Output kept in memory; the log file has all of it. */
const mostOutput_chars = 2_000_000;
const running = new Set<() => void>();

/** Runs a program from the top of the repository and keeps what it says in a log file. */
export async function runProgram(
  name: string,
  command: readonly string[],
  options: { readonly env?: Record<string, string>; readonly within_ms: number },
): Promise<ProgramRun> {
  const [program = '', ...flags] = command;
  const startedAt_ms = Date.now();
  const logPath = join(logDir, `${name}.log`);
  mkdirSync(dirname(logPath), { recursive: true });
  const log = createWriteStream(logPath);
  const child = spawn(program, flags, {
    cwd: repositoryDir,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that everything it started can be ended with it.
    detached: true,
  });
  const end = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  const endNow = () => end('SIGTERM');
  running.add(endNow);
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    end('SIGTERM');
    setTimeout(() => end('SIGKILL'), 10_000).unref();
  }, options.within_ms);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      if (output.length < mostOutput_chars) output += text;
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += `${program} cannot be run: ${error.message}\n`;
      resolve(127);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  clearTimeout(timer);
  running.delete(endNow);
  log.end();
  await finished(log);
  return { code, output, took_ms: Date.now() - startedAt_ms, isTimedOut };
}

/** Ends every program that still runs, with all it started. */
export function endPrograms(): void {
  for (const end of running) end();
}
