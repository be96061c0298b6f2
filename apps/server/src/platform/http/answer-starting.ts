import type { IncomingMessage, ServerResponse } from 'node:http';

const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '0',
};

/**
 * What everybody hears until the app is there: 503 with Retry-After. It tells nothing of anybody,
 * so that pages of every origin may read it; a browser that asks first (CORS preflight,
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch) is let through to it, without keeping that.
 */
export function answerStarting(version: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const headers = { 'access-control-allow-origin': '*', 'retry-after': '1' };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...headers, ...preflightHeaders }).end();
      return;
    }
    response.writeHead(503, { ...headers, 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'starting', version }));
  };
}
