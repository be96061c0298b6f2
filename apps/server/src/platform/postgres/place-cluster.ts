import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../config/start-refused.ts';
import { canReach, chooseAccount, findOwner, isRoot } from './choose-account.ts';
import type { SystemAccount } from './choose-account.ts';
import { binariesAt } from './find-postgres-binaries.ts';
import type { PostgresBinaries } from './find-postgres-binaries.ts';

/** Where a cluster lies and who runs it with which programs. */
export interface ClusterPlace {
  /** The folder that PostgreSQL calls PGDATA, without symbolic links in its parents. */
  readonly clusterDir: string;
  readonly binaries: PostgresBinaries;
  /** Null: PostgreSQL runs as we do. */
  readonly account: SystemAccount | null;
  /** A sentence for the operator when something lies elsewhere than expected; said once. */
  readonly note: string | null;
}

/** Readable for every account: where things lie that must not lie below a closed home folder. */
const commonPlace = '/var/lib/earshot';
/** In the data folder: names the folder of the cluster when that lies elsewhere. */
const pointerName = 'postgres.location';

/** Where the cluster of a data folder lies; null before the first start. Changes nothing. */
export function findClusterDir(dataDir: string): string | null {
  const home = realpathSync(dataDir);
  const pointer = join(home, pointerName);
  const folder = existsSync(pointer)
    ? readFileSync(pointer, 'utf8').trim()
    : join(home, 'postgres');
  return existsSync(folder) ? folder : null;
}

/**
 * Decides where the cluster of `dataDir` lies. As root PostgreSQL must run as another account;
 * when that account cannot reach the programs or the data folder (a checkout below /root), they
 * are kept in /var/lib/earshot, and a pointer file in the data folder says where.
 */
export function placeCluster(dataDir: string, binaries: PostgresBinaries): ClusterPlace {
  const home = realpathSync(dataDir);
  const usual = join(home, 'postgres');
  const pointer = join(home, pointerName);
  const pointed = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : null;
  if (pointed !== null && !existsSync(pointed)) {
    throw new StartRefused(
      `The database of ${home} lies in ${pointed}, as ${pointer} says, but there is nothing. ` +
        'Put that folder back from a backup; delete the pointer file only to begin with an empty ' +
        'database.',
    );
  }
  if (!isRoot()) return { clusterDir: pointed ?? usual, binaries, account: null, note: null };

  const existing = pointed ?? (existsSync(usual) ? usual : null);
  const account = existing
    ? ownerOf(existing)
    : chooseAccount([home, realpathSync(binaries.root), process.cwd()]);
  const programs = placeBinaries(binaries, account);
  if (existing !== null) {
    if (existing === usual && !canReach(account, home)) throw unreachable(usual, account);
    return { clusterDir: existing, binaries: programs, account, note: null };
  }
  if (canReach(account, home)) {
    return { clusterDir: usual, binaries: programs, account, note: null };
  }
  const clusterDir = placeElsewhere(home, account);
  writeFileSync(pointer, `${clusterDir}\n`);
  const note =
    `PostgreSQL cannot run as root and the account ${account.name} cannot reach ${home}, so the ` +
    `database is kept in ${clusterDir}. Include that folder in your backups.`;
  return { clusterDir, binaries: programs, account, note };
}

function ownerOf(clusterDir: string): SystemAccount {
  const owner = findOwner(clusterDir);
  if (owner !== null && owner.uid !== 0) return owner;
  throw new StartRefused(
    `The database in ${clusterDir} belongs to root, as which PostgreSQL refuses to run. ` +
      `Give it to another account: chown -R nobody ${clusterDir}`,
  );
}

function unreachable(clusterDir: string, account: SystemAccount): StartRefused {
  return new StartRefused(
    `The database in ${clusterDir} belongs to the account ${account.name}, which cannot reach it. ` +
      'Allow passage through its parent folders (chmod o+x) or move the data folder.',
  );
}

function placeElsewhere(home: string, account: SystemAccount): string {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = join(commonPlace, name);
  openCommonPlace(folder, account);
  const clusterDir = join(folder, 'postgres');
  // The pointer is gone, but the data folder had a database once: never begin anew over it.
  if (existsSync(clusterDir)) return clusterDir;
  mkdirSync(clusterDir, { mode: 0o700 });
  chownSync(clusterDir, account.uid, account.gid);
  return clusterDir;
}

/** The programs themselves where the account can execute them, else a copy of their folder. */
function placeBinaries(binaries: PostgresBinaries, account: SystemAccount): PostgresBinaries {
  if (canReach(account, binaries.postgres)) return binaries;
  const target = join(commonPlace, `programs-${binaries.version}`);
  if (!existsSync(target)) {
    openCommonPlace(commonPlace, account);
    const draft = `${target}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  const copied = binariesAt(target, binaries.version);
  if (canReach(account, copied.postgres)) return copied;
  throw unreachablePlace(account);
}

function openCommonPlace(folder: string, account: SystemAccount): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw unreachablePlace(account, error);
  }
  if (!canReach(account, folder)) throw unreachablePlace(account);
}

function unreachablePlace(account: SystemAccount, cause?: unknown): StartRefused {
  return new StartRefused(
    `PostgreSQL cannot run as root, and the account ${account.name} can reach neither this ` +
      `folder nor ${commonPlace}. Start Earshot as an ordinary account, or set EARSHOT_DATA to a ` +
      'folder outside closed home folders, or set DATABASE_URL to a PostgreSQL of your own.',
    undefined,
    cause,
  );
}
