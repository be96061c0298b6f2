import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readIfThere, writeStamp } from './bring-packages.mjs';
import { Stopped, presentOutput, runQuietly } from './run-program.mjs';
import { beginStep } from './show-progress.mjs';
import { takeTurn } from './take-turn.mjs';

/** What the built desk depends on. */
const sources = [
  'apps/desk',
  'packages/ui',
  'packages/sdk',
  'packages/contract',
  'package-lock.json',
];
const leaveOut = new Set(['node_modules', 'dist', 'dist.new', 'dist.old', '.cache']);

/** Builds apps/desk into apps/desk/dist when its sources changed since the last time. */
export async function buildDesk(rootDir, node) {
  const desk = join(rootDir, 'apps', 'desk');
  const config = ['vite.config.ts', 'vite.config.mjs', 'vite.config.js'];
  if (!config.some((name) => existsSync(join(desk, name)))) {
    process.stderr.write(
      'The desk cannot be built yet (apps/desk has no vite config); going on.\n',
    );
    return;
  }
  if (isFresh(rootDir)) return;
  await takeTurn(rootDir, async () => {
    if (!isFresh(rootDir)) await build(rootDir, node);
  });
}

function stampPath(rootDir) {
  return join(rootDir, 'node_modules', '.cache', 'earshot', 'desk.stamp');
}

/**
 * Two keys in the stamp: size and time of every file, which is quick to compare, and their content,
 * which a fresh checkout or a switched branch is judged by.
 */
function isFresh(rootDir) {
  if (!existsSync(join(rootDir, 'apps', 'desk', 'dist', 'index.html'))) return false;
  const [quickKey, contentKey] = readIfThere(stampPath(rootDir))?.split('\n') ?? [];
  const files = listFiles(rootDir);
  if (quickKey === quickKeyOf(files)) return true;
  if (contentKey !== contentKeyOf(files)) return false;
  writeStamp(stampPath(rootDir), `${quickKeyOf(files)}\n${contentKey}`);
  return true;
}

async function build(rootDir, node) {
  const desk = join(rootDir, 'apps', 'desk');
  const files = listFiles(rootDir);
  const step = beginStep('Building the desk');
  try {
    const vite = join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js');
    const flags = [vite, 'build', '--outDir', 'dist.new', '--emptyOutDir', '--logLevel', 'warn'];
    const env = { ...process.env, NODE_ENV: 'production' };
    const { code, output } = await runQuietly(node, flags, { cwd: desk, env });
    if (code !== 0) throw new Stopped(`The desk could not be built:\n${presentOutput(output)}`);
    rmSync(join(desk, 'dist.old'), { recursive: true, force: true });
    if (existsSync(join(desk, 'dist'))) renameSync(join(desk, 'dist'), join(desk, 'dist.old'));
    renameSync(join(desk, 'dist.new'), join(desk, 'dist'));
    rmSync(join(desk, 'dist.old'), { recursive: true, force: true });
    // The keys from before the build: a file changed meanwhile makes the next start build again.
    writeStamp(stampPath(rootDir), `${quickKeyOf(files)}\n${contentKeyOf(files)}`);
    step.end();
  } catch (error) {
    step.fail();
    rmSync(join(desk, 'dist.new'), { recursive: true, force: true });
    throw error;
  }
}

function listFiles(rootDir) {
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
