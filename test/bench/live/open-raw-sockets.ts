import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeFlags } from '../../../bootstrap/server-memory.mjs';
import type { RawOrder } from './raw-sockets.ts';
import { type Meter, placeMeter } from './read-meter.ts';

export interface RawSockets {
  url: string;
  pid: number;
  meter: Meter;
  /** Resolves when everything was handed to the sockets, with the time it began (epoch, ms). */
  obey(order: RawOrder): Promise<number>;
  close(): void;
}

/** The bare `ws` server, with the flags of the real one. */
export async function openRawSockets(): Promise<RawSockets> {
  const meter = placeMeter('raw');
  const child: ChildProcess = fork(join(import.meta.dirname, 'raw-sockets.ts'), {
    execArgv: [...nodeFlags, ...meter.flags],
    env: { ...process.env, ...meter.env },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    meter,
    async obey(order) {
      child.send(order);
      const [{ started }] = (await once(child, 'message')) as [{ started: number }];
      return started;
    },
    close: () => child.disconnect(),
  };
}
