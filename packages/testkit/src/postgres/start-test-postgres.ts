import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lockDataDir } from '../../../../apps/server/src/platform/config/lock-data-dir.ts';
import {
  StartRefused,
  startExitCodes,
} from '../../../../apps/server/src/platform/config/start-refused.ts';
import { findPostgresBinaries } from '../../../../apps/server/src/platform/postgres/find-postgres-binaries.ts';
import { identityOf } from '../../../../apps/server/src/platform/postgres/find-processes.ts';
import { startEmbeddedPostgres } from '../../../../apps/server/src/platform/postgres/start-embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../../../apps/server/src/platform/postgres/start-embedded-postgres.ts';

export interface TestPostgres {
  /** Of the owner role, on the database `earshot` of the cluster, which tests leave empty. */
  readonly url: string;
  /** Leaves; the last user to leave stops the cluster. */
  leave(): Promise<void>;
}

/** Several runs at the same time wait this long for one another to start or stop the cluster. */
const turnWithin_ms = 60_000;
const quietLog = { info: () => undefined, warn: () => undefined };
const repositoryDir = join(import.meta.dirname, '../../../..');

let joined = 0;

/**
 * The PostgreSQL that all test runs of this checkout share, without durability. The first user
 * starts it, later ones attach, the last one to leave stops it. Killed users are noticed.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  const { version } = findPostgresBinaries();
  const home = join(repositoryDir, 'node_modules', '.cache', 'earshot-pg', version);
  return inTurn(home, async () => {
    const postgres = await startOrAttach(home);
    // Nobody watches it: any of the users may end first, and a crash must fail the tests.
    postgres.release();
    const seat = takeSeat(home);
    return {
      url: postgres.url,
      leave: () =>
        inTurn(home, async () => {
          rmSync(seat, { force: true });
          if (countUsers(home) > 0) return;
          // Started by whoever came first; found again and stopped by whoever leaves last.
          await (await startOrAttach(home)).stop();
        }),
    };
  });
}

async function startOrAttach(home: string): Promise<EmbeddedPostgres> {
  const options = { dataDir: home, log: quietLog, use: 'tests' } as const;
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    // It is a cache: whatever is broken in it is made anew once.
    rmSync(home, { recursive: true, force: true });
    return startEmbeddedPostgres(options);
  }
}

function takeSeat(home: string): string {
  const seat = join(home, 'users', `${process.pid}-${joined++}`);
  mkdirSync(dirname(seat), { recursive: true });
  writeFileSync(seat, identityOf(process.pid) ?? '');
  return seat;
}

/** How many users are still alive; the seats of the others are cleared away. */
function countUsers(home: string): number {
  const folder = join(home, 'users');
  return readdirSync(folder).filter((name) => {
    const seat = join(folder, name);
    const isAlive = identityOf(Number(name.split('-')[0])) === readFileSync(seat, 'utf8');
    if (!isAlive) rmSync(seat, { force: true });
    return isAlive;
  }).length;
}

/** One at a time over all processes of this machine: starting, attaching and stopping. */
async function inTurn<T>(home: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + turnWithin_ms;
  for (;;) {
    try {
      const lock = await lockDataDir(`${home}.turn`);
      try {
        return await work();
      } finally {
        lock.release();
      }
    } catch (error) {
      const isBusy = error instanceof StartRefused && error.exitCode === startExitCodes.busy;
      if (!isBusy || Date.now() > deadline) throw error;
      await pause(20);
    }
  }
}
