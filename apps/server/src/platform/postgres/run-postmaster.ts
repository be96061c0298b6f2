import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../config/start-refused.ts';
import { plainEnvironment } from './create-cluster.ts';
import { isPostgresIn } from './find-processes.ts';
import type { ClusterPlace } from './place-cluster.ts';
import * as limits from './postgres-limits.ts';
import { findPostmasterFile } from './postmaster-file.ts';

/** A running PostgreSQL, started by us or found running. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Folder of the socket, or null where its path would be too long. */
  readonly socketDir: string | null;
  /** Null when it was found running: then it is not our child. */
  readonly child: ChildProcess | null;
}

/** The way a start attempt ended badly, with the last lines PostgreSQL wrote. */
export class PostmasterFailed extends StartRefused {
  /** Somebody else took the port between choosing it and listening. */
  readonly isPortTaken: boolean;

  constructor(output: string, ending: string, logPath: string) {
    const lines = output.trim().split('\n').slice(-6);
    const shown = lines.map((line) => `  ${line}`).join('\n');
    super(`PostgreSQL did not start (${ending}). Its last words, in ${logPath}:\n${shown}`);
    this.name = 'PostmasterFailed';
    this.isPortTaken = /could not create any TCP\/IP sockets|Address already in use/.test(output);
  }
}

/**
 * Starts PostgreSQL on 127.0.0.1 and waits until it serves. It gets a session of its own, so that
 * Ctrl-C in the terminal reaches the server first, which then stops it in order.
 */
export async function startPostmaster(
  place: ClusterPlace,
  port: number,
  logPath: string,
): Promise<Postmaster> {
  const socketDir = findSocketDir(place.clusterDir, port);
  const log = openLog(logPath);
  const child = spawn(
    place.binaries.postgres,
    [
      `-D${place.clusterDir}`,
      `-p${port}`,
      '-clisten_addresses=127.0.0.1',
      `-cunix_socket_directories=${socketDir ?? ''}`,
    ],
    {
      cwd: '/',
      env: plainEnvironment,
      detached: true,
      stdio: ['ignore', log.descriptor, log.descriptor],
      ...(place.account ? { uid: place.account.uid, gid: place.account.gid } : {}),
    },
  );
  closeSync(log.descriptor);
  child.unref();
  const ending: { words: string | null } = { words: null };
  child.once('error', (error) => (ending.words = error.message));
  child.once('exit', (code, signal) => (ending.words = `it ended with ${code ?? signal}`));

  const deadline = Date.now() + limits.readyWithin_ms;
  while (ending.words === null && Date.now() < deadline) {
    const file = await findPostmasterFile(place.clusterDir);
    if (file?.isReady && file.pid === child.pid) {
      return { pid: file.pid, port, socketDir, child };
    }
    await pause(limits.lookEvery_ms);
  }
  if (ending.words === null) child.kill('SIGQUIT');
  const seconds = limits.readyWithin_ms / 1000;
  throw new PostmasterFailed(
    readLogFrom(logPath, log.size_bytes),
    ending.words ?? `it was not ready after ${seconds} seconds`,
    logPath,
  );
}

/** Stops PostgreSQL, in order first and with force at last, and waits until it is gone. */
export async function stopPostmaster(postmaster: Postmaster, clusterDir: string): Promise<void> {
  const isRunning = () => isPostgresIn(postmaster.pid, clusterDir);
  const steps = [
    ['SIGINT', limits.stopWithin_ms], // fast: ends sessions, writes a checkpoint
    ['SIGQUIT', limits.quitWithin_ms], // immediate: the log is replayed at the next start
    ['SIGKILL', limits.quitWithin_ms],
  ] as const;
  for (const [signal, within_ms] of steps) {
    if (!isRunning()) return;
    sendSignal(postmaster.pid, signal);
    const deadline = Date.now() + within_ms;
    while (isRunning() && Date.now() < deadline) await pause(limits.lookEvery_ms);
  }
  if (isRunning()) throw new Error(`PostgreSQL (process ${postmaster.pid}) cannot be ended.`);
}

/** Sends a signal to a process that may be gone already. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  // 0 and negative numbers mean whole groups of processes, our own among them.
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`${pid} is no process to signal`);
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const { lowest, highest } = limits.portRange;
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
  throw new StartRefused(`No port between ${lowest} and ${highest} is free for PostgreSQL.`);
}

/** True when something accepts connections on the port. */
export async function doesAnswer(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

function findSocketDir(clusterDir: string, port: number): string | null {
  if (process.platform === 'win32') return null;
  const path = join(clusterDir, `.s.PGSQL.${port}`);
  return Buffer.byteLength(path) <= limits.longestSocketPath_bytes ? clusterDir : null;
}

function openLog(path: string): { descriptor: number; size_bytes: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > limits.largestLog_bytes) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a', 0o600);
  return { descriptor, size_bytes: fstatSync(descriptor).size };
}

function readLogFrom(path: string, offset_bytes: number): string {
  return readFileSync(path).subarray(offset_bytes).toString('utf8');
}
