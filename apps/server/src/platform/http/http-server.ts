import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '@earshot/contract/basic-schema.ts';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { Refused } from '../errors.ts';
import type { Log } from '../log/log.ts';
import { newId } from '../ids.ts';
import { bindRoute, type RouteMetrics } from './bind-route.ts';
import { chooseLanguage } from './choose-language.ts';
import {
  presentBug,
  presentProblem,
  presentUnreadable,
  translateProblem,
} from './problem-details.ts';
import type { Route } from './route.ts';

/** Who signs requests in: sessions and API keys, composed in app.ts. */
export interface Authenticator {
  /** The actor, or null where no credentials came; throws `Refused` where they are wrong. */
  authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null>;
}

export interface HttpServerOptions {
  db: Database;
  log: Log;
  routes: readonly Route[];
  authenticator: Authenticator;
  publicUrl: string;
  trustProxy: boolean | number | string | readonly string[];
  metrics?: RouteMetrics;
  /** Looks at each request before its body is read, such as at who may call; throws to refuse. */
  guard?: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Listens already and hands requests over; left out: Fastify makes its own. */
  httpServer?: Server;
}

const BODY_LIMIT_BYTES = 1024 * 1024;
/** A request that dribbles in for longer is cut (slow-loris). */
const REQUEST_TIMEOUT_MS = 60_000;
const WEBSOCKET_PAYLOAD_BYTES = 16 * 1024;

/** Seconds that a caller should wait, where the answer does not say otherwise. */
const RETRY_AFTER: Readonly<Record<number, string>> = { 429: '60', 503: '5' };

const SECURITY_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
};

/** The HTTP server with every operation bound; it does not listen yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy as boolean,
    genReqId: () => newId(),
    logger: false,
    ...(options.httpServer ? { serverFactory: () => options.httpServer as Server } : {}),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    // Paths that no route sees: broken percent signs, ids of a thousand letters.
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, presentNothing()),
    clientErrorHandler: answerUnreadable,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  await server.register(cookie);
  await server.register(websocket, { options: { maxPayload: WEBSOCKET_PAYLOAD_BYTES } });
  acceptRawBodies(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (options.publicUrl.startsWith('https:')) {
      reply.header('strict-transport-security', 'max-age=31536000');
    }
  });
  if (options.guard) server.addHook('onRequest', options.guard);
  answerProblems(server, options.log);
  for (const route of options.routes) bindRoute(server, route, options);
  return server;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, for what is kept or signed by its bytes; empty where there is none. */
    rawBody: Buffer;
  }
}

const noBytes = Buffer.alloc(0);

function acceptRawBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('text/plain');
  server.decorateRequest('rawBody', { getter: () => noBytes });
  keepJsonBytes(server);
  server.addContentTypeParser(
    ['application/octet-stream', 'message/rfc822'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
}

function keepJsonBytes(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    Object.defineProperty(request, 'rawBody', { value: bytes });
    void parseJson(request, bytes.toString('utf8'), done);
  });
}

function answerProblems(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error, request, reply) => {
    const problem = presentProblem(error);
    if (problem) return sendProblem(request, reply, problem);
    log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url },
      'A request crashed.',
    );
    return sendProblem(request, reply, presentBug(request.id));
  });
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, presentNothing()));
}

/** What is no HTTP, or too much of it, never becomes a request: answered on the bare socket. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (socket.destroyed) return;
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = isLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify(presentUnreadable(isLarge));
  const lines = [
    `HTTP/1.1 ${status}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

function presentNothing(): Problem {
  const detail = 'There is nothing at this path; /docs lists what there is.';
  return presentProblem(new Refused('not_found', detail, { status: 404 }))!;
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, found: Problem): FastifyReply {
  const wait_s = RETRY_AFTER[found.status];
  if (wait_s && !reply.hasHeader('retry-after')) reply.header('retry-after', wait_s);
  const locale = chooseLanguage(request);
  return reply
    .status(found.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', locale)
    .header('vary', [reply.getHeader('vary') ?? [], 'accept-language'].flat().join(', '))
    .serializer(JSON.stringify)
    .send(locale === 'de' ? translateProblem(found, request.id) : found);
}
