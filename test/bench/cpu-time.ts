import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPostgresIn } from '../../apps/server/src/platform/postgres/find-processes.ts';
import { findClusterDir } from '../../apps/server/src/platform/postgres/place-cluster.ts';

/** Ticks of /proc/PID/stat (Linux has 100 a second on every common machine). */
const TICK_MS = 10;

export interface CpuTimes {
  /** The server process with its threads. */
  server_ms: number;
  /** All processes of its PostgreSQL. */
  postgres_ms: number;
  /** This bench itself: the clients. */
  clients_ms: number;
}

/**
 * Processor time used so far, which other work on the machine distorts far less than it distorts
 * durations. Zero where there is no /proc.
 */
export function readCpuTimes(server: { pid: number; dataDir: string }): CpuTimes {
  const clusterDir = findClusterDir(server.dataDir);
  const postgres = clusterDir === null ? [] : listPostgresIn(clusterDir);
  const own = process.cpuUsage();
  return {
    server_ms: readTicks(server.pid, false) * TICK_MS,
    postgres_ms: postgres.reduce((sum, pid) => sum + readTicks(pid, true), 0) * TICK_MS,
    clients_ms: (own.user + own.system) / 1_000,
  };
}

/** What was used between two readings, for each of `count` pieces of work. */
export function shareCpu(from: CpuTimes, to: CpuTimes, count: number): CpuTimes {
  return {
    server_ms: (to.server_ms - from.server_ms) / count,
    postgres_ms: (to.postgres_ms - from.postgres_ms) / count,
    clients_ms: (to.clients_ms - from.clients_ms) / count,
  };
}

/** Such as “server 2.1 ms, PostgreSQL 1.4 ms, clients 0.3 ms”. */
export function presentCpu(cpu: CpuTimes): string {
  const parts = [
    ['server', cpu.server_ms],
    ['PostgreSQL', cpu.postgres_ms],
    ['clients', cpu.clients_ms],
  ] as const;
  return parts
    .filter(([, used_ms]) => used_ms > 0)
    .map(([name, used_ms]) => `${name} ${used_ms.toFixed(2)} ms`)
    .join(', ');
}

/** User and system ticks; for PostgreSQL also those of connections that have ended. */
function readTicks(pid: number, withEnded: boolean): number {
  const path = join('/proc', String(pid), 'stat');
  if (!existsSync(path)) return 0;
  const text = readFileSync(path, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return user + system + (withEnded ? endedUser + endedSystem : 0);
}
