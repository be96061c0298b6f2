import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHmac } from 'node:crypto';
import packageFile from '../../../package.json' with { type: 'json' };
import { type App, createApp, deskRoot } from './app.ts';
import { type Inlets, openInlets } from './open-inlets.ts';
import { prepareSetup } from './features/accounts/public.ts';
import { registerOperatingMetrics } from './features/analytics/public.ts';
import { systemClock } from './platform/clock.ts';
import { type DataDirLock, lockDataDir } from './platform/config/lock-data-dir.ts';
import { openMasterKey } from './platform/config/open-master-key.ts';
import { type Config, publicUrlAt, readConfig } from './platform/config/read-config.ts';
import { StartRefused, startExitCodes } from './platform/config/start-refused.ts';
import { createSecretBox } from './platform/crypto/secret-box.ts';
import { type Database, openDatabase } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { answerStarting } from './platform/http/answer-starting.ts';
import { createServer } from './platform/http/node-http.ts';
import { createLog, type Log } from './platform/log/log.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { startMetricsServer } from './platform/metrics/metrics-server.ts';
import { startEmbeddedPostgres } from './platform/postgres/start-embedded-postgres.ts';
import { openFileStorage } from './platform/storage/file-storage.ts';
import { compressFolder } from './platform/web/compress-folder.ts';

/** Ends something that was opened; run in reverse order at the stop. */
type Ending = () => Promise<void> | void;

/** A stop that takes longer than this is ended by force. */
const STOP_MAX_MS = 20_000;
/** One hanging relay or client must not keep PostgreSQL from being stopped in order. */
const ENDING_MAX_MS = 6_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Everything of the start in order; each step leaves what must be ended again. */
async function start(endings: Ending[]): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const lock = await lockDataDir(config.dataDir);
  endings.push(() => lock.release());
  if (lock.recovered) say(lock.recovered);
  const door = await openDoor(config);
  endings.push(() => door.close());
  const db = await startDatabase(config, log, endings);
  const storage = await openFileStorage(join(config.dataDir, 'files'));
  const masterKey = await openMasterKey(config);
  const publicUrl = publicUrlAt(config, door.port);
  const box = createSecretBox(masterKey);
  let smtpInPort: number | null = null;
  const metrics = createMetrics({ ofProcess: config.metricsPort !== null });
  const app = await createApp({
    db,
    metrics,
    storage,
    log,
    publicUrl,
    secretBox: box,
    clock: systemClock,
    version: packageFile.version,
    trustProxy: config.trustProxy,
    relayUrl: config.smtpUrl,
    smtpInPort: () => smtpInPort,
    loopMark: createHmac('sha256', masterKey).update('loop').digest('base64url').slice(0, 16),
    httpServer: door.server,
  });
  endings.push(() => app.stop());
  await app.server.ready();
  const work = app.start();
  const inlets = await openInlets({
    config,
    db,
    log,
    adapters: app.adapters,
    storeReceipt: app.storeReceipt,
  });
  endings.push(() => inlets.close());
  smtpInPort = inlets.smtpPort;
  work.relay.onEvents((_accountId, events) => {
    if (events.some((event) => event.name === 'channel.changed')) void inlets.pulls.refresh();
  });
  if (config.metricsPort !== null) {
    const countSockets = () => app.hub.sockets();
    registerOperatingMetrics(metrics, { db, relay: work.relay, countSockets });
    const metricsServer = await startMetricsServer(metrics, config.metricsPort, log);
    endings.push(() => metricsServer.stop());
  }
  door.handOver(app);
  app.health.become('ok');
  lock.announce(publicUrl);
  await sayReady({ config, db, publicUrl, inlets, lock });
  // Once after each build; a folder that cannot be written is served as it is.
  compressFolder(deskRoot).catch((error: unknown) => {
    log.debug({ err: error }, 'The desk is sent uncompressed.');
  });
}

async function startDatabase(config: Config, log: Log, endings: Ending[]): Promise<Database> {
  let url = config.databaseUrl;
  if (url === null) {
    say('Starting PostgreSQL …');
    const postgres = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      log,
      onRestart: (change) => {
        say(change.message);
        if (change.state === 'gone') void stop(startExitCodes.failed);
      },
    });
    endings.push(() => postgres.stop());
    if (postgres.recovered) say(postgres.recovered);
    url = postgres.socketUrl ?? postgres.url;
  }
  await migrate(url, { onProgress: (name) => say(`Bringing the database up to date: ${name} …`) });
  const db = openDatabase({
    url,
    onError: (error) => log.warn({ err: error }, 'A database connection was lost; it is replaced.'),
  });
  endings.push(() => db.close());
  return db;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

interface Door {
  server: Server;
  port: number;
  /** From now on the app answers. */
  handOver(app: App): void;
  close(): Promise<void>;
}

/** Listens at once, so that a taken port is told early and /healthz says 503 while starting. */
async function openDoor(config: Config): Promise<Door> {
  let listener: Listener = answerStarting(packageFile.version);
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(describeListenFailure(config, error), startExitCodes.busy);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return {
    server,
    port,
    handOver(app) {
      listener = (request, response) => app.server.routing(request, response);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function describeListenFailure(config: Config, error: NodeJS.ErrnoException): string {
  const place = `${config.host}:${config.port}`;
  if (error.code === 'EADDRINUSE') {
    return `Another program listens on ${place} already. Stop it, or choose another PORT, such as PORT=3001.`;
  }
  if (error.code === 'EACCES') {
    return `This account may not listen on ${place}. Ports below 1024 need root; choose PORT=3000.`;
  }
  return `Cannot listen on ${place}: ${error.message}. Check HOST and PORT.`;
}

interface ReadyFacts {
  config: Config;
  db: Database;
  publicUrl: string;
  inlets: Inlets;
  lock: DataDirLock;
}

async function sayReady({ config, db, publicUrl, inlets }: ReadyFacts): Promise<void> {
  const setup = await prepareSetup(db);
  say('');
  say(`Earshot ${packageFile.version} is ready: ${publicUrl}/`);
  if (setup.token) {
    say('Set it up with this link (once; nobody without it can claim the installation):');
    say(`  ${publicUrl}/setup#${setup.token}`);
  }
  for (const line of inlets.lines) say(line);
  say(
    config.smtpUrl
      ? 'Mail out: by the relay in SMTP_URL.'
      : 'Mail out: no relay is set (SMTP_URL); what you write waits, visibly, until one is.',
  );
  say(`Contract: ${publicUrl}/docs   Stop: Ctrl-C`);
}

async function endAll(endings: Ending[]): Promise<void> {
  for (const ending of endings.toReversed()) {
    try {
      await Promise.race([ending(), pause(ENDING_MAX_MS)]);
    } catch (error) {
      process.stderr.write(`While stopping: ${String(error)}\n`);
    }
  }
}

const endings: Ending[] = [];
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code || 1), STOP_MAX_MS).unref();
  await endAll(endings);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) say('Stopping …');
    void stop(0);
  });
}

start(endings).catch((error: unknown) => {
  if (error instanceof StartRefused) {
    process.stderr.write(`${error.message}\n`);
    void stop(error.exitCode);
    return;
  }
  process.stderr.write(`Earshot could not start: ${(error as Error).stack ?? String(error)}\n`);
  void stop(startExitCodes.failed);
});
