import { request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoopReading } from './loop-meter.ts';

export interface Meter {
  /** For the process that is measured. */
  flags: string[];
  env: { LOOP_METER: string };
  /** Since the last reading. */
  read(): Promise<LoopReading>;
  /** After collecting garbage, so that what stays is what is used. */
  collect(): Promise<LoopReading>;
  /** The relay of the process looks at once. */
  wake(): Promise<void>;
}

/** A meter in a process that is yet to be started. */
export function placeMeter(name: string): Meter {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-meter-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const socketPath = join(folder, name);
  const ask = (path: string) =>
    new Promise<LoopReading>((resolve, reject) => {
      const call = request({ socketPath, path }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve(JSON.parse(text) as LoopReading));
      });
      call.on('error', reject);
      call.end();
    });
  return {
    flags: ['--import', join(import.meta.dirname, 'loop-meter.ts')],
    env: { LOOP_METER: socketPath },
    read: () => ask('/read'),
    collect: () => ask('/collect'),
    wake: async () => void (await ask('/wake')),
  };
}
