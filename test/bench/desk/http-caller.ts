import { Agent as Connections, request } from 'node:http';
import type { Agent } from './desk-people.ts';

export interface Answer {
  status: number;
  duration_ms: number;
  body: Buffer;
}

/** Calls the API as agents do: connections are kept, answers are read to their end. */
export class HttpCaller {
  readonly #url: URL;
  readonly #connections = new Connections({ keepAlive: true, maxSockets: 200 });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  call(agent: Agent, method: string, path: string, body?: unknown): Promise<Answer> {
    const text = body === undefined ? null : JSON.stringify(body);
    const headers: Record<string, string> = { cookie: agent.cookie };
    if (text !== null) {
      headers['content-type'] = 'application/json';
      headers['x-csrf-token'] = agent.csrf;
    }
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#url;
      const call = request(
        { hostname, port, method, path, headers, agent: this.#connections },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              duration_ms: performance.now() - started,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      call.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed the kept connection at the very moment it was used again.
        const isStale = call.reusedSocket && error.code === 'ECONNRESET';
        if (isStale) resolve(this.call(agent, method, path, body));
        else reject(error);
      });
      call.end(text);
    });
  }

  close(): void {
    this.#connections.destroy();
  }
}
