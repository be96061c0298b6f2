import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An OAuth 2 server with one user, whose tokens end when the test says so. */
export interface TokenServer {
  readonly tokenUrl: string;
  readonly introspectionUrl: string;
  readonly refreshToken: string;
  /** A token that works now. */
  issue(): string;
  /** All tokens stop working. */
  expireAll(): void;
  /** The refresh token stops working too. */
  revoke(): void;
  /** Requests for a new token so far. */
  readonly refreshes: number;
  close(): Promise<void>;
}

/** Starts the server: `POST /token` (RFC 6749, section 6) and `POST /introspect` (RFC 7662). */
export async function startTokenServer(user: string): Promise<TokenServer> {
  const alive = new Set<string>();
  const refreshToken = randomBytes(12).toString('hex');
  let isRevoked = false;
  let refreshes = 0;
  const issue = () => {
    const token = randomBytes(16).toString('hex');
    alive.add(token);
    return token;
  };
  const server = createServer((request, response) => {
    void readForm(request).then((form) => {
      if (request.url === '/introspect') {
        const isActive = alive.has(form.get('token') ?? '');
        return answer(
          response,
          200,
          isActive ? { active: true, username: user } : { active: false },
        );
      }
      refreshes += 1;
      const isRight = !isRevoked && form.get('refresh_token') === refreshToken;
      if (!isRight) return answer(response, 400, { error: 'invalid_grant' });
      return answer(response, 200, {
        access_token: issue(),
        token_type: 'Bearer',
        expires_in: 3600,
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    tokenUrl: `http://127.0.0.1:${port}/token`,
    introspectionUrl: `http://127.0.0.1:${port}/introspect`,
    refreshToken,
    issue,
    expireAll: () => alive.clear(),
    revoke: () => (isRevoked = true),
    get refreshes() {
      return refreshes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await text(request));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
