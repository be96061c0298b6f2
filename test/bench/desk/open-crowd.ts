import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Agent } from './desk-people.ts';

/** What the crowd heard since it was asked last. */
export interface CrowdReport {
  /** From the start of a change’s transaction until the last desk had it, for each event. */
  durations_ms: number[];
  /** Events that some desk has not got yet. */
  pending: number;
  /** Sockets that were closed. */
  lost: number;
}

export interface Crowd {
  report(): Promise<CrowdReport>;
  close(): Promise<void>;
}

/** Connects a desk for each agent; resolves when all are live. */
export async function openCrowd(serverUrl: string, agents: readonly Agent[]): Promise<Crowd> {
  const url = `${serverUrl.replace(/^http/, 'ws')}/api/v1/live`;
  const worker = new Worker(new URL('./socket-crowd.ts', import.meta.url), {
    workerData: { url, cookies: agents.map((agent) => agent.cookie) },
  });
  await once(worker, 'message');
  return {
    async report() {
      worker.postMessage('report');
      const [report] = (await once(worker, 'message')) as [CrowdReport];
      return report;
    },
    async close() {
      await worker.terminate();
    },
  };
}
