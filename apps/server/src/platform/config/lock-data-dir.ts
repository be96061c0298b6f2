import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from '../postgres/find-processes.ts';
import { openDataDir } from './open-data-dir.ts';
import { StartRefused, startExitCodes } from './start-refused.ts';

/** Who works in a data folder, as its lock file says. */
export interface DataDirHolder {
  readonly pid: number;
  /** Tells the process from a later one with the same number. */
  readonly identity: string;
  readonly host: string;
  readonly startedAt: string;
  /** Where it can be opened; null until it listens. */
  readonly url: string | null;
}

export interface DataDirLock {
  /** Writes the address into the lock, for the next person and for the command line. */
  announce(url: string): void;
  /** Gives the folder free. May be called twice. */
  release(): void;
  /** A sentence when the lock of a dead server was replaced, or null. */
  readonly recovered: string | null;
}

/** A live holder on another machine touches its lock this often ... */
const touchEvery_ms = 10_000;
/** ... and counts as dead when it did not for this long: three times and a little. */
const deadAfter_ms = 35_000;
/** Attempts to replace a stale lock while others try the same. */
const mostAttempts = 20;

const lockName = 'earshot.lock';

/**
 * Takes the data folder for this process; two servers on one folder would destroy it. A lock whose
 * process is gone is replaced. Throws `StartRefused` (exit code 75) naming process and address.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  openDataDir(dataDir);
  const path = join(dataDir, lockName);
  let mine: DataDirHolder = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    host: hostname(),
    startedAt: new Date().toISOString(),
    url: null,
  };
  const recovered = await takeLock(path, mine);
  // Only a holder on another host is judged by the time: process numbers mean nothing there.
  const timer = setInterval(() => touch(path), touchEvery_ms);
  timer.unref();
  return {
    recovered,
    announce: (url) => {
      mine = { ...mine, url };
      const draft = `${path}.${process.pid}.tmp`;
      writeFileSync(draft, presentHolder(mine), { mode: 0o600 });
      renameSync(draft, path);
    },
    release: () => {
      clearInterval(timer);
      if (isSame(findHolder(path), mine)) rmSync(path, { force: true });
    },
  };
}

/** The server that works in the data folder right now, or null. For the command line. */
export function findRunningServer(dataDir: string): DataDirHolder | null {
  const path = join(dataDir, lockName);
  const holder = findHolder(path);
  return holder !== null && isHeld(path, holder) ? holder : null;
}

async function takeLock(path: string, mine: DataDirHolder): Promise<string | null> {
  let recovered: string | null = null;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (tryCreate(path, mine)) return recovered;
    const holder = findHolder(path);
    if (holder !== null) {
      if (isHeld(path, holder)) throw refusalFor(path, holder);
      recovered = `The last server (process ${holder.pid}) ended without tidying up; its lock was replaced.`;
    }
    removeStale(path, holder);
    // Whoever else tries the same gets out of step.
    await pause(5 + Math.random() * 20);
  }
  throw new StartRefused(`The lock ${path} could not be taken.`, startExitCodes.busy);
}

/** Creates the lock with its content in one step; false when there is one. */
function tryCreate(path: string, mine: DataDirHolder): boolean {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, presentHolder(mine), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the lock aside and looks again: another process may have replaced it meanwhile. */
function removeStale(path: string, judged: DataDirHolder | null): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = findHolder(aside);
  if (moved !== null && !isSame(moved, judged)) {
    // Not the one we judged: put it back unless a third has taken the place.
    try {
      linkSync(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function isHeld(path: string, holder: DataDirHolder): boolean {
  if (holder.host === hostname()) return identityOf(holder.pid) === holder.identity;
  const touchedAt_ms = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - touchedAt_ms < deadAfter_ms;
}

function refusalFor(path: string, holder: DataDirHolder): StartRefused {
  const where = holder.url === null ? 'it is just starting' : `open ${holder.url}`;
  const stop =
    holder.host === hostname()
      ? `stop it with: kill ${holder.pid}`
      : `it runs on the machine ${holder.host}; should that be dead, wait half a minute`;
  return new StartRefused(
    `Earshot is already running on this data folder (process ${holder.pid}, lock ${path}): ` +
      `${where}, or ${stop}.`,
    startExitCodes.busy,
  );
}

function findHolder(path: string): DataDirHolder | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return parseHolder(text);
}

/** Null when a person or a full disk left something else than a lock. */
function parseHolder(text: string): DataDirHolder | null {
  try {
    const value = JSON.parse(text) as Partial<DataDirHolder> | null;
    const isWhole = typeof value?.pid === 'number' && typeof value.identity === 'string';
    return isWhole && typeof value.host === 'string' ? (value as DataDirHolder) : null;
  } catch {
    return null; // not JSON: nobody holds it
  }
}

function presentHolder(holder: DataDirHolder): string {
  return `${JSON.stringify(holder, null, 2)}\n`;
}

function isSame(one: DataDirHolder | null, other: DataDirHolder | null): boolean {
  return one?.pid === other?.pid && one?.identity === other?.identity && one?.host === other?.host;
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
