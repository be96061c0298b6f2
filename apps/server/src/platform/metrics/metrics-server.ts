import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from '../http/node-http.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `GET /metrics` on the own machine only: the figures tell about the organisation, and the
 * port has no sign-in. Port 0 is any free one.
 */
export async function startMetricsServer(
  metrics: Metrics,
  port: number,
  log: Log,
): Promise<MetricsServer> {
  const server = createServer((request, answer) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || request.url?.split('?')[0] !== '/metrics') {
      answer.writeHead(404, { 'content-type': 'text/plain' }).end('There is only GET /metrics.\n');
      return;
    }
    metrics.write().then(
      ({ text, contentType }) => {
        answer.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
        answer.end(text);
      },
      (error: unknown) => {
        log.error({ err: error }, 'The figures could not be written.');
        answer.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => void server.close(() => done()));
}
