import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import {
  isPostgresIn,
  listPostgresIn,
} from '../../../../apps/server/src/platform/postgres/find-processes.ts';
import { findClusterDir } from '../../../../apps/server/src/platform/postgres/place-cluster.ts';
import { findPostmasterFile } from '../../../../apps/server/src/platform/postgres/postmaster-file.ts';
import { type SmtpSink, startSmtpSink } from '../mail/start-smtp-sink.ts';
import { type ProductServer, spawnProductServer } from './product-server.ts';

type Mail = Parameters<ReturnType<typeof createTransport>['sendMail']>[0];

export interface Product {
  readonly url: string;
  readonly smtpPort: number;
  /** What follows `setup#`; null once it is claimed. */
  readonly setupToken: string | null;
  readonly dataDir: string;
  /** The organisation’s relay: what Earshot sends arrives here. */
  readonly sink: SmtpSink;
  /** The running process. */
  readonly child: ChildProcess;
  /** Everything that all its servers printed. */
  output(): string;
  /** Hands a mail in by SMTP, as another program does; resolves with the server’s last words. */
  sendMail(mail: Mail): Promise<string>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same data folder and ports; does not wait until it is ready. */
  launch(): ChildProcess;
  untilReady(): Promise<void>;
  /** kill -9, then start again on the same data folder and ports. */
  killAndRestart(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  end(): Promise<number | null>;
  /** Ends it and removes everything. */
  stop(): Promise<void>;
}

/**
 * The product as the README starts it, in a process of its own, on a new data folder unless
 * EARSHOT_DATA names one.
 */
export async function startProduct(env: Readonly<Record<string, string>> = {}): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), 'earshot-product-'));
  // As root PostgreSQL runs as another account, which must be able to reach its folder.
  await chmod(home, 0o711);
  const dataDir = env['EARSHOT_DATA'] ?? join(home, 'data');
  const sink = await startSmtpSink();
  const settings = {
    EARSHOT_DATA: dataDir,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    PORT: '0',
    SMTP_IN_PORT: '0',
    ...env,
  };
  const servers: ProductServer[] = [spawnProductServer(settings)];
  const newest = () => servers.at(-1) as ProductServer;
  const ready = await newest().untilReady();
  const { url, smtpPort } = ready;

  async function kill(): Promise<void> {
    newest().child.kill('SIGKILL');
    await newest().gone;
  }

  function launch(): ChildProcess {
    const again = { ...settings, PORT: new URL(url).port, SMTP_IN_PORT: String(smtpPort) };
    servers.push(spawnProductServer(again));
    return newest().child;
  }

  async function untilReady(): Promise<void> {
    await newest().untilReady();
  }

  async function end(): Promise<number | null> {
    newest().child.kill('SIGTERM');
    return newest().gone;
  }

  return {
    ...ready,
    dataDir,
    sink,
    get child() {
      return newest().child;
    },
    output: () => servers.map((server) => server.output()).join('\n'),
    sendMail: (mail) => handIn(smtpPort, mail),
    kill,
    launch,
    untilReady,
    async killAndRestart() {
      await kill();
      launch();
      await untilReady();
    },
    end,
    async stop() {
      await end();
      await endPostgres(dataDir);
      await sink.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Kills the database under the server; false where none runs. */
export async function killPostgres(dataDir: string): Promise<boolean> {
  const clusterDir = findClusterDir(dataDir);
  const file = clusterDir === null ? null : await findPostmasterFile(clusterDir);
  if (file === null || !isPostgresIn(file.pid, file.clusterDir)) return false;
  process.kill(file.pid, 'SIGKILL');
  return true;
}

/** A server that was killed, or could not start, left it behind. */
async function endPostgres(dataDir: string): Promise<void> {
  await killPostgres(dataDir);
  const clusterDir = findClusterDir(dataDir);
  while (clusterDir !== null && listPostgresIn(clusterDir).length > 0) {
    for (const pid of listPostgresIn(clusterDir)) process.kill(pid, 'SIGKILL');
    await pause(20);
  }
}

async function handIn(port: number, mail: Mail): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail(mail);
    return response;
  } finally {
    transport.close();
  }
}
