import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryEnv, nodeFlags } from '../../../../bootstrap/server-memory.mjs';

const root = join(import.meta.dirname, '../../../..');
const START_MAX_MS = 90_000;

/** The real server in a process of its own. */
export interface ProductServer {
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves once it says that it is ready; throws its words where it ended instead. */
  untilReady(): Promise<ReadyServer>;
  /** Resolves with the exit code once it is gone; null where a signal ended it. */
  readonly gone: Promise<number | null>;
}

export interface ReadyServer {
  readonly url: string;
  readonly smtpPort: number;
  /** What follows `setup#`; null once it is claimed. */
  readonly setupToken: string | null;
}

/** Starts `main.ts` with these settings and does not wait for it. */
export function spawnProductServer(env: Readonly<Record<string, string>>): ProductServer {
  const child = spawn(process.execPath, [...nodeFlags, join(root, 'apps/server/src/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...memoryEnv, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  let hasEnded = false;
  const gone = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  return {
    child,
    gone,
    output: () => output,
    async untilReady() {
      const until = Date.now() + START_MAX_MS;
      while (!output.includes('Contract:')) {
        if (hasEnded || Date.now() > until) throw new Error(`The server did not start:\n${output}`);
        await sleep(20);
      }
      return {
        url: /is ready: (\S+?)\/?\n/.exec(output)?.[1] ?? '',
        smtpPort: Number(/SMTP at [^:]+:(\d+)/.exec(output)?.[1]),
        setupToken: /setup#(\S+)/.exec(output)?.[1] ?? null,
      };
    },
  };
}
