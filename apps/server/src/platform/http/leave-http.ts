import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';

const responses = new WeakMap<FastifyRequest, ServerResponse>();

/** Remembers the answer that an upgrade will not need; a hook before the upgrade. */
export async function rememberUpgrade(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  responses.set(request, reply.raw);
}

/**
 * Lets go of everything that only the request before the upgrade needed: its headers, the answer
 * and what Fastify knows of both, which is as much again as an idle WebSocket itself. Whoever calls
 * it listens for errors of the WebSocket from then on.
 */
export function leaveHttp(connection: WebSocket, request: FastifyRequest): void {
  const { socket } = request.raw;
  const response = responses.get(request);
  // A socket that is no real one (in tests) was never given to an answer.
  if (response?.socket === socket) response.detachSocket(socket);
  connection.removeAllListeners('error');
}
