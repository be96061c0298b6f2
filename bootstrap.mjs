#!/usr/bin/env node
// The way in: plain JavaScript for any Node from 18 on, without a package. It brings Node 24 and
// the packages when they are missing, builds the desk and the widget when
// they are stale, and hands over.
//
//   npm start                 the server, http://127.0.0.1:3000 unless PORT, HOST say otherwise
//   npm run dev               the server on PORT (3000), restarted on every change, and the desk
//                             with hot reload on DESK_PORT (5173), which passes /api on to it;
//                             the widget is built anew on every change
//   npm run demo              a new installation with people and cases in it
//   npm test, npm run check   all tests, the quick ones (names of stages or --grep may follow)
//   npm run bench             measurements
//   node bootstrap.mjs build  only prepares: packages, desk and widget, for a container image
//   npx earshot ...           the command line

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringNode } from './bootstrap/bring-node.mjs';
import { bringPackages } from './bootstrap/bring-packages.mjs';
import { buildPages } from './bootstrap/build-pages.mjs';
import { Stopped, handOver } from './bootstrap/run-program.mjs';
import { memoryEnv, nodeFlags } from './bootstrap/server-memory.mjs';

const rootDir = dirname(fileURLToPath(import.meta.url));
const cli = 'apps/cli/src/main.ts';

/**
 * For each command: the program that takes over, whether it serves, and whether it needs what
 * browsers load.
 */
const commands = {
  start: { program: 'apps/server/src/main.ts', serves: true, needsPages: true },
  build: { program: null, needsPages: true },
  dev: { program: 'bootstrap/run-dev.mjs', needsPages: false },
  demo: { program: cli, first: ['demo'], serves: true, needsPages: true },
  test: { program: 'test/run/run-tests.ts', needsPages: false },
  check: { program: 'test/run/run-tests.ts', first: ['--quick'], needsPages: false },
  bench: { program: 'test/bench/run-bench.ts', needsPages: true },
  cli: { program: cli, needsPages: false, keepsFolder: true },
};

async function main([name = 'start', ...rest]) {
  const command = commands[name];
  if (!command) {
    const names = Object.keys(commands).join(', ');
    throw new Stopped(`There is no command "${name}". Commands: ${names}.`, 64);
  }
  const node = await bringNode(rootDir);
  await bringPackages(rootDir, node);
  if (command.needsPages) await buildPages(rootDir, node);
  if (command.program === null) return;
  const program = join(rootDir, command.program);
  if (!existsSync(program)) {
    throw new Stopped(`This version has no "${name}" yet (${command.program} is missing).`, 64);
  }
  const env = {
    // Compiled code of the last start is used again: a warm start is about twice as quick.
    NODE_COMPILE_CACHE: join(rootDir, 'node_modules', '.cache', 'node-compile'),
    ...(command.serves ? memoryEnv : {}),
    ...process.env,
  };
  if (!command.keepsFolder) process.chdir(rootDir);
  // Paths on the command line are the caller's; the data folder is still the one of the server.
  else if (!env.EARSHOT_DATA && !env.EARSHOT_DATA_FILE) env.EARSHOT_DATA = join(rootDir, 'data');
  const flags = command.serves ? nodeFlags : [];
  await handOver(node, [...flags, program, ...(command.first ?? []), ...rest], env);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
