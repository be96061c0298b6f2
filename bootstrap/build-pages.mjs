import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readIfThere, writeStamp } from './bring-packages.mjs';
import { Stopped, presentOutput, runQuietly } from './run-program.mjs';
import { beginStep } from './show-progress.mjs';
import { takeTurn } from './take-turn.mjs';

const vite = join('node_modules', 'vite', 'bin', 'vite.js');
const distFolder = 'dist.new';

/** What browsers load, where it is made, from what, and by which program in that folder. */
const builds = [
  {
    name: 'desk',
    folder: join('apps', 'desk'),
    proof: 'index.html',
    sources: [
      'apps/desk',
      'packages/ui',
      'packages/sdk',
      'packages/web',
      'packages/contract',
      'package-lock.json',
    ],
    program: vite,
    flags: ['build', '--outDir', distFolder, '--emptyOutDir', '--logLevel', 'warn'],
  },
  {
    name: 'widget',
    folder: join('apps', 'widget'),
    proof: 'widget.js',
    sources: ['apps/widget', 'packages/web', 'packages/contract', 'package-lock.json'],
    program: join('apps', 'widget', 'build-widget.ts'),
    flags: [distFolder],
  },
];
const leaveOut = new Set(['node_modules', 'dist', 'dist.new', 'dist.old', '.cache']);

/** Builds the desk and the widget into their dist folders where their sources changed. */
export async function buildPages(rootDir, node) {
  for (const part of builds) {
    if (isFresh(rootDir, part)) continue;
    await takeTurn(rootDir, async () => {
      if (!isFresh(rootDir, part)) await build(rootDir, node, part);
    });
  }
}

function stampPath(rootDir, { name }) {
  return join(rootDir, 'node_modules', '.cache', 'earshot', `${name}.stamp`);
}

/**
 * Two keys in the stamp: size and time of every file, which is quick to compare, and their content,
 * which a fresh checkout or a switched branch is judged by.
 */
function isFresh(rootDir, part) {
  if (!existsSync(join(rootDir, part.folder, 'dist', part.proof))) return false;
  const [quickKey, contentKey] = readIfThere(stampPath(rootDir, part))?.split('\n') ?? [];
  const files = listFiles(rootDir, part);
  if (quickKey === quickKeyOf(files)) return true;
  if (contentKey !== contentKeyOf(files)) return false;
  writeStamp(stampPath(rootDir, part), `${quickKeyOf(files)}\n${contentKey}`);
  return true;
}

async function build(rootDir, node, part) {
  const cwd = join(rootDir, part.folder);
  const files = listFiles(rootDir, part);
  const step = beginStep(`Building the ${part.name}`);
  try {
    const env = { ...process.env, NODE_ENV: 'production' };
    const command = [join(rootDir, part.program), ...part.flags];
    const { code, output } = await runQuietly(node, command, { cwd, env });
    if (code !== 0) {
      throw new Stopped(`The ${part.name} could not be built:\n${presentOutput(output)}`);
    }
    rmSync(join(cwd, 'dist.old'), { recursive: true, force: true });
    if (existsSync(join(cwd, 'dist'))) renameSync(join(cwd, 'dist'), join(cwd, 'dist.old'));
    renameSync(join(cwd, distFolder), join(cwd, 'dist'));
    rmSync(join(cwd, 'dist.old'), { recursive: true, force: true });
    // The keys from before the build: a file changed meanwhile makes the next start build again.
    writeStamp(stampPath(rootDir, part), `${quickKeyOf(files)}\n${contentKeyOf(files)}`);
    step.end();
  } catch (error) {
    step.fail();
    rmSync(join(cwd, distFolder), { recursive: true, force: true });
    throw error;
  }
}

function listFiles(rootDir, { sources }) {
  const found = [];
  const walk = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile()) {
      found.push({ path, name: relative(rootDir, path), size: stat.size, time_ms: stat.mtimeMs });
    } else if (stat?.isDirectory()) {
      for (const entry of readdirSync(path)) if (!leaveOut.has(entry)) walk(join(path, entry));
    }
  };
  for (const source of sources) walk(join(rootDir, source));
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function quickKeyOf(files) {
  const hash = createHash('sha256');
  for (const { name, size, time_ms } of files) hash.update(`${name}\n${size}\n${time_ms}\n`);
  return hash.digest('hex');
}

function contentKeyOf(files) {
  const hash = createHash('sha256');
  for (const { name, path } of files) hash.update(`${name}\n`).update(readFileSync(path));
  return hash.digest('hex');
}
