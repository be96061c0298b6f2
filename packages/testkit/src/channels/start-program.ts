import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SentOutside } from './channel-hands.ts';

/** A program behind an API channel, on a port of its own. */
export interface Program {
  readonly url: string;
  /** What it took, the oldest first. */
  readonly sent: readonly SentOutside[];
  /** Requests so far, whatever it answered. */
  readonly asked: number;
  /** Answers so from now on; 2xx takes the message. */
  answerWith(answer: { status: number; headers?: Record<string, string> }): void;
  close(): Promise<void>;
}

/** Takes webhooks until it is told to answer otherwise. */
export async function startProgram(): Promise<Program> {
  const sent: SentOutside[] = [];
  let asked = 0;
  let answer: { status: number; headers?: Record<string, string> } = { status: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked += 1;
      if (answer.status < 300) {
        const { text = '' } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
          text?: string;
        };
        sent.push({ text, key: String(request.headers['idempotency-key']) });
      }
      response.writeHead(answer.status, answer.headers ?? {}).end('{"provider_id":"p1"}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    sent,
    get asked() {
      return asked;
    },
    answerWith: (next) => void (answer = next),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
