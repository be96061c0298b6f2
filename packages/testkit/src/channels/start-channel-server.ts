import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Caller, createCaller } from '../http/call-operation.ts';

/** The application in a process that can be killed; see serve-channels.ts. */
export interface ChannelServer {
  readonly smtpPort: number;
  /** Somebody without credentials, over the network. */
  readonly nobody: Caller;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on a database that is there already. */
export async function startChannelServer(given: {
  databaseUrl: string;
  masterKey: Buffer;
  relayUrl: string | null;
}): Promise<ChannelServer> {
  const filesDir = await mkdtemp(join(tmpdir(), 'earshot-killed-'));
  let child: ChildProcess;
  let ports: readonly [number, number] = [0, 0];

  async function launch(): Promise<void> {
    const program = join(import.meta.dirname, 'serve-channels.ts');
    const { databaseUrl, masterKey, relayUrl } = given;
    const settings = [databaseUrl, filesDir, masterKey.toString('hex'), ...ports.map(String)];
    child = spawn(process.execPath, [program, ...settings, relayUrl ?? '-'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    ports = await new Promise((resolve, reject) => {
      child.once('close', () => reject(new Error(`The server did not start: ${output}`)));
      child.stdout!.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const found = /ready (\d+) (\d+)/.exec(output);
        if (found) resolve([Number(found[1]), Number(found[2])]);
      });
    });
  }

  async function kill(): Promise<void> {
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  await launch();
  return {
    smtpPort: ports[1],
    nobody: createCaller(
      remote(() => `http://127.0.0.1:${ports[0]}`),
      { kind: 'nobody' },
    ),
    kill,
    restart: launch,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await kill();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

interface Injected {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload?: unknown;
}

/** Answers what callers in this process ask of a server in another one. */
function remote(base: () => string): FastifyInstance {
  const inject = async ({ method, url, headers, payload }: Injected) => {
    const isRaw = payload === undefined || typeof payload === 'string' || Buffer.isBuffer(payload);
    const answer = await fetch(`${base()}${url}`, {
      method,
      headers: isRaw ? headers : { 'content-type': 'application/json', ...headers },
      ...(payload === undefined
        ? {}
        : { body: (isRaw ? payload : JSON.stringify(payload)) as never }),
    });
    const rawPayload = Buffer.from(await answer.arrayBuffer());
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      payload: rawPayload.toString('utf8'),
      rawPayload,
      cookies: [],
    };
  };
  return { inject } as never;
}
