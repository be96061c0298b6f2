import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What PostgreSQL writes into postmaster.pid (src/include/utils/pidfile.h of its source). */
export interface PostmasterFile {
  readonly pid: number;
  readonly clusterDir: string;
  readonly port: number | null;
  /** Null: no socket. */
  readonly socketDir: string | null;
  /** False while it starts, replays its log or stops. */
  readonly isReady: boolean;
}

/** Reads the text of postmaster.pid; null when it is no such file or not yet written in full. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  // A single-user process, as it runs while a cluster is made, writes its number negated.
  const pid = Math.abs(Number(lines[0]));
  const clusterDir = lines[1];
  if (!Number.isInteger(pid) || pid === 0 || !clusterDir) return null;
  const port = Number(lines[3]);
  return {
    pid,
    clusterDir,
    port: Number.isInteger(port) && port > 0 ? port : null,
    socketDir: lines[4] || null,
    isReady: lines[7] === 'ready',
  };
}

/** The state file of the cluster, or null when there is none: PostgreSQL was stopped in order. */
export async function findPostmasterFile(clusterDir: string): Promise<PostmasterFile | null> {
  try {
    return parsePostmasterFile(await readFile(join(clusterDir, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
