import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** True when a process with this number runs, no matter whose it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when this process is a PostgreSQL that works in `clusterDir`. */
export function isPostgresIn(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return folderOf(pid) === clusterDir && isPostgres(pid);
  // Without /proc only the command line can tell; the data folder stands in it.
  const command = readCommand(pid);
  return command.includes('postgres') && command.includes(clusterDir);
}

/** All PostgreSQL processes that work in `clusterDir`, backends included. Empty without /proc. */
export function listPostgresIn(clusterDir: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => folderOf(pid) === clusterDir && isPostgres(pid) && !isZombie(pid));
}

/**
 * Tells one process from a later one with the same number: the boot of the machine and the
 * start of the process. Null when it is gone.
 */
export function identityOf(pid: number): string | null {
  if (!isAlive(pid)) return null;
  if (process.platform !== 'linux') return readStart(pid);
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  const ticks = statOf(pid)?.[19];
  return ticks === undefined ? null : `${boot}:${ticks}`;
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statOf(pid)?.[0] === 'Z';
}

/** The fields of /proc/PID/stat after the name (which may contain anything): state, parent, ... */
function statOf(pid: number): string[] | null {
  const text = readText(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function isPostgres(pid: number): boolean {
  const name = readText(`/proc/${pid}/comm`)?.trim();
  return name !== undefined && basename(name) === 'postgres';
}

function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // gone meanwhile, or not ours to see
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // gone meanwhile
  }
}

function readCommand(pid: number): string {
  return readProcessList(pid, 'command=');
}

function readStart(pid: number): string | null {
  return readProcessList(pid, 'lstart=') || null;
}

function readProcessList(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return ''; // ps ends with 1 when there is no such process
  }
}
