import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of all descendants of a process (Linux). */
export function findChildren(parent: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    if (stat === null) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(fields[1]));
  }
  const children: number[] = [];
  const queue = [parent];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [child, of] of parents) {
      if (of !== next) continue;
      children.push(child);
      queue.push(child);
    }
  }
  return children;
}

/** Whether a process runs; one that ended and was not buried by its parent does not. */
export function isAlive(pid: number): boolean {
  const stat = readStat(String(pid));
  return stat !== null && !/\) [ZX] /.test(stat);
}

function readStat(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    // It ended between the listing and the reading.
    return null;
  }
}
