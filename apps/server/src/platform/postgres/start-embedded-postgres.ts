import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDataDir } from '../config/open-data-dir.ts';
import { StartRefused } from '../config/start-refused.ts';
import * as cluster from './create-cluster.ts';
import { findPostgresBinaries } from './find-postgres-binaries.ts';
import { isPostgresIn, listPostgresIn } from './find-processes.ts';
import { placeCluster } from './place-cluster.ts';
import type { ClusterPlace } from './place-cluster.ts';
import * as limits from './postgres-limits.ts';
import type { ClusterUse } from './postgres-settings.ts';
import { findPostmasterFile } from './postmaster-file.ts';
import * as postmasters from './run-postmaster.ts';
import type { Postmaster } from './run-postmaster.ts';
import { watchPostmaster } from './watch-postmaster.ts';
import type { PostgresChange } from './watch-postmaster.ts';

/** The part of a logger that is needed here; a pino logger is one. */
export interface StartLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface EmbeddedPostgresOptions {
  /** EARSHOT_DATA, absolute. */
  readonly dataDir: string;
  readonly log: StartLog;
  /** Told when PostgreSQL ended by itself, when it is back and when it stays away. */
  readonly onRestart?: (change: PostgresChange) => void;
  /** `tests` gives up durability for speed. */
  readonly use?: ClusterUse;
}

export interface EmbeddedPostgres {
  /** Of the role that owns everything, over TCP on 127.0.0.1; it stays valid over a restart. */
  readonly url: string;
  /** The same through the Unix socket, which is quicker; null where its path is too long. */
  readonly socketUrl: string | null;
  readonly port: number;
  /** A sentence on what was found from an end without order, or null. */
  readonly recovered: string | null;
  /** Stops PostgreSQL and waits until it is gone. May be called twice. */
  stop(): Promise<void>;
  /** Leaves PostgreSQL running without watching it any longer. */
  release(): void;
}

/**
 * Starts the embedded PostgreSQL of a data folder, makes its cluster the first time, takes over or
 * clears away what an unclean end left, and restarts it when it dies. The caller holds the lock of
 * the data folder. Throws `StartRefused` with sentences for the operator.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { dataDir, log, use = 'installation' } = options;
  openDataDir(dataDir);
  const place = placeCluster(dataDir, findPostgresBinaries());
  if (place.note) log.info(place.note);
  const logPath = join(dataDir, 'postgres.log');
  const found = await prepareCluster(place, dataDir, use, log);
  const postmaster = found.running ?? (await startOnFreePort(place, logPath));
  const watch = watchPostmaster({
    postmaster,
    clusterDir: place.clusterDir,
    restart: () => startAgain(place, postmaster.port, logPath),
    onChange: (change) => {
      if (change.state === 'back') log.info(change.message);
      else log.warn(change.message);
      options.onRestart?.(change);
    },
  });
  return {
    url: presentUrl(found.password, postmaster.port, null),
    socketUrl: postmaster.socketDir
      ? presentUrl(found.password, postmaster.port, postmaster.socketDir)
      : null,
    port: postmaster.port,
    recovered: found.recovered,
    stop: () => watch.stop(),
    release: () => watch.release(),
  };
}

interface FoundCluster {
  readonly password: string;
  readonly running: Postmaster | null;
  readonly recovered: string | null;
}

async function prepareCluster(
  place: ClusterPlace,
  dataDir: string,
  use: ClusterUse,
  log: StartLog,
): Promise<FoundCluster> {
  const passwordPath = join(dataDir, 'postgres.password');
  const stored = findPassword(passwordPath);
  if (!cluster.hasCluster(place)) {
    log.info('Making the database (once).');
    const password = stored ?? createPassword(passwordPath);
    await cluster.createCluster(place, password, use);
    return { password, running: null, recovered: null };
  }
  cluster.checkClusterVersion(place);
  const { running, recovered } = await recoverCluster(place);
  if (stored !== null && running !== null) return { password: stored, running, recovered };
  if (running !== null) await postmasters.stopPostmaster(running, place.clusterDir);
  cluster.writeSettings(place, use);
  if (stored !== null) return { password: stored, running: null, recovered };
  const password = createPassword(passwordPath);
  await cluster.setOwnerPassword(place, password);
  const said = `The password of the database was missing from ${passwordPath}; it has a new one.`;
  return { password, running: null, recovered: recovered ? `${recovered} ${said}` : said };
}

/**
 * Finds what an earlier server left: a PostgreSQL still running, one half alive, or a stale file.
 */
async function recoverCluster(
  place: ClusterPlace,
): Promise<{ running: Postmaster | null; recovered: string | null }> {
  const { clusterDir } = place;
  const file = await findPostmasterFile(clusterDir);
  if (file !== null && isPostgresIn(file.pid, clusterDir)) {
    const { pid, port, socketDir } = file;
    if (file.isReady && port !== null && (await postmasters.doesAnswer(port))) {
      const running = { pid, port, socketDir, child: null };
      return {
        running,
        recovered: `The last server ended without stopping PostgreSQL (process ${pid}); it was taken over.`,
      };
    }
    await postmasters.stopPostmaster({ pid, port: 0, socketDir, child: null }, clusterDir);
    const recovered = `A PostgreSQL that no longer answered (process ${pid}) was ended.`;
    return { running: null, recovered };
  }
  const orphans = await endOrphans(clusterDir);
  if (file === null && orphans === 0) return { running: null, recovered: null };
  // PostgreSQL refuses to start while the number in the file belongs to any process: a stranger
  // (in a restarted container the numbers repeat) or a dead one that nobody buried. Where /proc
  // shows that nobody works in the folder, its files are removed.
  if (process.platform === 'linux') removeStateFiles(clusterDir);
  return {
    running: null,
    recovered: 'PostgreSQL was not stopped in order the last time; it recovers from its log.',
  };
}

function removeStateFiles(clusterDir: string): void {
  for (const name of readdirSync(clusterDir)) {
    const isState = name === 'postmaster.pid' || /^\.s\.PGSQL\.\d+(\.lock)?$/.test(name);
    if (isState) rmSync(join(clusterDir, name), { force: true });
  }
}

/** Ends the sessions that outlived a killed postmaster; returns how many there were. */
async function endOrphans(clusterDir: string): Promise<number> {
  const orphans = listPostgresIn(clusterDir);
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of listPostgresIn(clusterDir)) postmasters.sendSignal(pid, signal);
    const deadline = Date.now() + limits.quitWithin_ms;
    while (listPostgresIn(clusterDir).length > 0 && Date.now() < deadline) {
      await pause(limits.lookEvery_ms);
    }
  }
  const left = listPostgresIn(clusterDir);
  if (left.length === 0) return orphans.length;
  // Starting beside a living session would destroy the database.
  throw new StartRefused(
    `PostgreSQL processes of an earlier run cannot be ended (${left.join(', ')}), probably because ` +
      'a disk does not answer. Nothing was started; restart the machine.',
  );
}

async function startOnFreePort(place: ClusterPlace, logPath: string): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await postmasters.startPostmaster(place, await postmasters.findFreePort(), logPath);
    } catch (error) {
      const isPassing = error instanceof postmasters.PostmasterFailed && error.isPortTaken;
      if (!isPassing || attempt >= limits.mostPortAttempts) throw error;
    }
  }
}

/** After a crash: the same port, because every pool knows it; leftovers first. */
async function startAgain(place: ClusterPlace, port: number, logPath: string): Promise<Postmaster> {
  await recoverCluster(place);
  return postmasters.startPostmaster(place, port, logPath);
}

/** The password that the first start made; null where there is none yet. */
export function findPassword(path: string): string | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8').trim();
  if (/^[\w-]+$/.test(text)) return text;
  throw new StartRefused(
    `The password file ${path} is damaged. Delete it; the database then gets a new password.`,
  );
}

function createPassword(path: string): string {
  const password = randomBytes(limits.passwordEntropy_bytes).toString('base64url');
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  renameSync(draft, path);
  return password;
}

/** Address of the owner role, over TCP or through the socket. */
export function presentUrl(password: string, port: number, socketDir: string | null): string {
  const start = `postgres://${cluster.ownerRole}:${password}@`;
  if (socketDir === null) return `${start}127.0.0.1:${port}/${cluster.databaseName}`;
  const query = new URLSearchParams({ host: socketDir, port: String(port) });
  return `${start}/${cluster.databaseName}?${query.toString()}`;
}
