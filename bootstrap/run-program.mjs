import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { constants } from 'node:os';

/** Something went wrong that the person can do something about: the message is for them. */
export class Stopped extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A person who pressed Ctrl-C does not wait longer than this. */
const patience_ms = 1_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What a shell reports for a program that a signal ended. */
const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 0);

/**
 * Runs a program to its end. Resolves with its output and exit code; when we are told to stop,
 * it is stopped first and `Stopped` is thrown.
 */
export async function runQuietly(program, flags, options = {}) {
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  let told = null;
  const listeners = signals.map((signal) => [
    signal,
    () => {
      told ??= signal;
      child.kill(signal);
      // npm takes its time to tidy up what is fetched again anyway.
      setTimeout(() => child.kill('SIGKILL'), patience_ms).unref();
    },
  ]);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => resolve(exitCode ?? exitCodeOf(signal)));
    });
    if (told) {
      throw new Stopped(
        'Stopped. Nothing half-done is kept; start again to go on.',
        exitCodeOf(told),
      );
    }
    return { code, output };
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}

/**
 * Hands over to a program: it gets our terminal, our signals and the last word on the exit code.
 * Never returns. On Node 24 the program takes the place of this process; an older Node cannot do
 * that and stays as a thin parent.
 */
export async function handOver(program, flags, env, cwd = process.cwd()) {
  if (typeof process.execve === 'function' && cwd === process.cwd()) {
    // It is announced as experimental on stderr, which would be the first line a person reads.
    process.removeAllListeners('warning');
    process.execve(program, [program, ...flags], env);
  }
  process.exit(await runInForeground(program, flags, env, cwd));
}

/** Runs a program with our terminal and resolves with its exit code; signals are passed on. */
export async function runInForeground(program, flags, env, cwd = process.cwd()) {
  // Outside a terminal the child gets a group of its own: a signal to our whole group, as some
  // supervisors send it, must not reach it a second time.
  const detached = !process.stdin.isTTY;
  const child = spawn(program, flags, { stdio: 'inherit', env, cwd, detached });
  for (const signal of signals) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole group, the child included.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

/** Runs npm, the one that runs us if there is one, and resolves with output and exit code. */
export async function runNpm(flags, options = {}) {
  const [program, ...first] = findNpm();
  // A script must not inherit what npm tells its scripts about the run they are part of.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command)/i.test(name)),
  );
  return runQuietly(program, [...first, ...flags], { env, ...options });
}

function findNpm() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running) && existsSync(running)) {
    return [process.execPath, running];
  }
  const isWindows = process.platform === 'win32';
  const beside = isWindows
    ? join(process.execPath, '..', 'node_modules', 'npm', 'bin', 'npm-cli.js')
    : join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(beside)) return [process.execPath, beside];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'npm')).find((path) => existsSync(path));
  if (found && !isWindows) return [found];
  throw new Stopped('Earshot needs npm to fetch its packages, and there is none. Install npm.');
}

/** The last lines of what a program said, indented, for a message. */
export function presentOutput(output) {
  const lines = output.trim().split('\n').filter(Boolean).slice(-8);
  return lines.map((line) => `  ${line}`).join('\n');
}
