// `npm run dev`: the server, restarted when one of its files changes, the desk from its sources,
// and the widget, built anew when one of its sources changes.

import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const port = process.env.PORT ?? '3000';
const deskPort = process.env.DESK_PORT ?? '5173';
// The desk in development asks this address for everything it does not serve itself.
const serverUrl = `http://127.0.0.1:${port}`;
const env = {
  ...process.env,
  PORT: port,
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${deskPort}`,
  EARSHOT_SERVER: serverUrl,
  NODE_ENV: 'development',
};

const vite = join('node_modules', 'vite', 'bin', 'vite.js');
const deskFlags = ['--port', deskPort, '--strictPort', '--host', '127.0.0.1'];
const children = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', 'apps/server/src/main.ts'], {
    stdio: 'inherit',
    env,
  }),
  spawn(process.execPath, [join('..', '..', vite), ...deskFlags], {
    stdio: 'inherit',
    cwd: join('apps', 'desk'),
    env,
  }),
];
process.stderr.write(`Desk with hot reload: http://127.0.0.1:${deskPort}, server: ${serverUrl}\n`);

/** A save touches several files, and editors write them in steps. */
const calm_ms = 200;
let building = null;
let isStale = false;
function buildWidget() {
  isStale = building !== null;
  if (isStale) return;
  const program = join('apps', 'widget', 'build-widget.ts');
  building = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit'], env });
  building.once('exit', () => {
    building = null;
    if (isStale && !isStopping) buildWidget();
  });
}
let calm;
for (const folder of [join('apps', 'widget', 'src'), join('packages', 'web', 'src')]) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(calm);
    calm = setTimeout(buildWidget, calm_ms);
  }).unref();
}

let isStopping = false;
/** Both end together: half a development set-up only confuses. */
function stop(signal) {
  if (isStopping) return;
  isStopping = true;
  clearTimeout(calm);
  for (const child of children) child.kill(signal);
  building?.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

buildWidget();
const codes = await Promise.all(
  children.map(
    (child) =>
      new Promise((resolve) =>
        child.once('exit', (code) => {
          stop('SIGTERM');
          resolve(code ?? 0);
        }),
      ),
  ),
);
process.exitCode = Math.max(...codes);
