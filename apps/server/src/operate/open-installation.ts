import { createHmac } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import packageFile from '../../../../package.json' with { type: 'json' };
import {
  type DataDirHolder,
  findRunningServer,
  lockDataDir,
} from '../platform/config/lock-data-dir.ts';
import { openMasterKey } from '../platform/config/open-master-key.ts';
import { type Config, publicUrlAt, readConfig } from '../platform/config/read-config.ts';
import { StartRefused, startExitCodes } from '../platform/config/start-refused.ts';
import { createSecretBox, type SecretBox } from '../platform/crypto/secret-box.ts';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import { findRunningPostgres } from '../platform/postgres/find-running-postgres.ts';
import { startEmbeddedPostgres } from '../platform/postgres/start-embedded-postgres.ts';
import { type FileStorage, openFileStorage } from '../platform/storage/file-storage.ts';

/** An installation as the operator’s commands work on it, beside the server or in its place. */
export interface Installation {
  readonly config: Config;
  readonly version: string;
  /** The server that runs; null: nobody, and the data folder is ours until `close`. */
  readonly server: DataDirHolder | null;
  /** Of the role that owns the tables. */
  readonly ownerUrl: string;
  readonly db: Database;
  readonly storage: FileStorage;
  readonly masterKey: Uint8Array;
  readonly box: SecretBox;
  /** Where people open it. */
  readonly publicUrl: string;
  readonly loopMark: string;
  readonly log: Log;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told in sentences what takes time. */
  readonly say: (line: string) => void;
  /** Restore and doctor look at the database as it is. */
  readonly migrates?: boolean;
}

/** A server that has just been started is waited for. */
const SERVER_READY_MS = 90_000;
const LOOK_EVERY_MS = 200;
/** As many as a server has: an import stores and understands at the same time. */
const POOL_SIZE = 10;

type Ending = () => Promise<void> | void;

/**
 * Opens the installation the settings point at. Where a server runs, beside it; where none runs, it
 * takes the data folder, starts PostgreSQL and brings the schema up to date, and `close` stops all
 * again. Who may read the data folder is its operator: there is no other login. Throws
 * `StartRefused` with sentences for the operator.
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const config = readConfig(options.env);
  refuseOtherAccount(config.dataDir);
  const endings: Ending[] = [];
  try {
    const server = await findReadyServer(config, options.say);
    const ownerUrl = server
      ? await findDatabase(config)
      : await takeInstallation(config, options, endings);
    // Only errors: the command line says itself what it does.
    const log = createLog(config.logLevel === 'silent' ? 'silent' : 'error');
    const db = openDatabase({ url: ownerUrl, poolSize: POOL_SIZE, onError: () => undefined });
    endings.push(() => db.close());
    const masterKey = await openMasterKey(config);
    return {
      config,
      version: packageFile.version,
      server,
      ownerUrl,
      db,
      storage: await openFileStorage(join(config.dataDir, 'files')),
      masterKey,
      box: createSecretBox(masterKey),
      publicUrl: server?.url ?? publicUrlAt(config, config.port),
      loopMark: createHmac('sha256', masterKey).update('loop').digest('base64url').slice(0, 16),
      log,
      close: () => endAll(endings),
    };
  } catch (error) {
    await endAll(endings);
    throw error;
  }
}

async function endAll(endings: Ending[]): Promise<void> {
  for (const ending of endings.splice(0).toReversed()) await ending();
}

/** Files made by another account would lock the server out of its own folder. */
function refuseOtherAccount(dataDir: string): void {
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  const own = process.getuid?.();
  if (owner === undefined || own === undefined || owner === own) return;
  throw new StartRefused(
    `The data folder ${dataDir} belongs to another account (number ${owner}). Run this command as ` +
      `that account, for instance with: sudo -u '#${owner}' npx earshot ...`,
    startExitCodes.config,
  );
}

async function findReadyServer(
  config: Config,
  say: (line: string) => void,
): Promise<DataDirHolder | null> {
  const deadline = Date.now() + SERVER_READY_MS;
  let isTold = false;
  for (;;) {
    const holder = findRunningServer(config.dataDir);
    if (holder === null || holder.url !== null) return holder;
    if (Date.now() > deadline) {
      throw new StartRefused(
        `Process ${holder.pid} has held the data folder ${config.dataDir} for long without being ` +
          'ready. Look at its output; perhaps another command is still at work.',
        startExitCodes.busy,
      );
    }
    if (!isTold) say(`Process ${holder.pid} holds the data folder; waiting for it ...`);
    isTold = true;
    await pause(LOOK_EVERY_MS);
  }
}

async function findDatabase(config: Config): Promise<string> {
  const url = config.databaseUrl ?? (await findRunningPostgres(config.dataDir));
  if (url !== null) return url;
  throw new StartRefused(
    'The server runs, but its PostgreSQL does not answer. If the server has a DATABASE_URL, set ' +
      'the same for this command; otherwise wait until it is back and try again.',
    startExitCodes.busy,
  );
}

async function takeInstallation(
  config: Config,
  options: OpenOptions,
  endings: Ending[],
): Promise<string> {
  const lock = await lockDataDir(config.dataDir);
  endings.push(() => lock.release());
  let url = config.databaseUrl;
  if (url === null) {
    options.say('No server runs; starting PostgreSQL for this command ...');
    const postgres = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      log: { info: () => undefined, warn: (message) => options.say(message) },
    });
    endings.push(() => postgres.stop());
    url = postgres.socketUrl ?? postgres.url;
  }
  if (options.migrates !== false) {
    await migrate(url, {
      onProgress: (name) => options.say(`Bringing the database up to date: ${name} ...`),
    });
  }
  return url;
}
