import type { OperationShape } from '@earshot/contract/operation.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { forbidden, Invalid, Refused } from '../errors.ts';
import { checkInput, refuseNul, strictly } from './check-input.ts';
import { chooseLanguage } from './choose-language.ts';
import type { Authenticator } from './http-server.ts';
import type { RawAnswer, Route } from './route.ts';

export interface RouteMetrics {
  observe(operationId: string, status: number, seconds: number): void;
}

interface BindOptions {
  db: Database;
  authenticator: Authenticator;
  metrics?: RouteMetrics;
}

/** Registers one operation: sign-in, policy, input check, action, answer by schema. */
export function bindRoute(server: FastifyInstance, route: Route, options: BindOptions): void {
  const { operation } = route;
  const schemas = {
    params: operation.params && strictly(operation.params),
    query: operation.query && strictly(operation.query),
    body: operation.body && strictly(operation.body),
  };
  const success = operation.status ?? (operation.response ? 200 : 204);
  server.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ...(operation.bodyLimit ? { bodyLimit: operation.bodyLimit } : {}),
    handler: async (request, reply) => {
      const started = performance.now();
      reply.raw.once('close', () => {
        const seconds = (performance.now() - started) / 1_000;
        options.metrics?.observe(operation.id, reply.statusCode, seconds);
      });
      const actor = await signIn(operation, request, reply, options.authenticator);
      if (!route.policy(actor as never)) throw refuseRole(actor);
      const answer = await route.run({
        actor: actor as never,
        ...readInput(operation, schemas, request),
        db: options.db,
        request,
        reply,
      } as never);
      if (operation.produces) return sendRaw(reply, operation, answer as unknown as RawAnswer);
      if (!operation.response) return reply.status(204).send();
      // A route may have chosen another status, such as 503 of the health check.
      if (reply.statusCode === 200) reply.status(success);
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .serializer(findSerialiser(operation.response, reply))
        .send(answer);
    },
  });
}

function readInput(
  operation: OperationShape,
  schemas: Partial<Record<'params' | 'query' | 'body', z.ZodType | undefined>>,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  const locale = chooseLanguage(request);
  const check = (schema: z.ZodType | undefined, value: unknown, part: string) =>
    schema ? checkInput(schema, value, part, locale) : undefined;
  const params = check(schemas.params, request.params, 'path');
  const query = check(schemas.query, request.query, 'query');
  refuseNul(query, 'query');
  if (operation.consumes) {
    if (!Buffer.isBuffer(request.body) || request.body.length === 0) {
      const message = `Send the bytes as ${operation.consumes}; the body is empty.`;
      throw new Invalid([{ path: 'body', message }]);
    }
    return { params, query, body: request.body };
  }
  const body = check(schemas.body, request.body ?? {}, 'body');
  refuseNul(body, 'body');
  return { params, query, body };
}

async function signIn(
  operation: OperationShape,
  request: FastifyRequest,
  reply: FastifyReply,
  authenticator: Authenticator,
): Promise<Actor | null> {
  if (operation.access === 'public') return null;
  const actor = await authenticator.authenticate(request, reply);
  if (!actor) {
    reply.header('www-authenticate', 'Bearer');
    throw new Refused(
      'not_signed_in',
      'Sign in, or send an API key as "Authorization: Bearer <key>".',
      { status: 401 },
    );
  }
  if (actor.kind === 'key') checkScope(operation, actor.scopes);
  return actor;
}

function checkScope(operation: OperationShape, scopes: readonly string[]): void {
  if (operation.access === 'member') {
    throw forbidden('This operation is for signed-in members, not for API keys.');
  }
  if (operation.scope && !scopes.includes(operation.scope)) {
    throw forbidden(`This API key lacks the scope ${operation.scope}; make one that has it.`);
  }
}

function refuseRole(actor: Actor | null): Refused {
  const role = actor?.kind === 'member' ? ` Your role is ${actor.role}.` : '';
  return forbidden(`This is not open to you.${role} An administrator can change roles.`);
}

type Serialise = (answer: Record<string, unknown>) => string;

const serialisers = new WeakMap<z.ZodType, Serialise>();

/**
 * Declared fields only leave the server: the serialiser drops every other. Made when it is needed
 * first and shared by all operations that answer the same: made for every route at the start, they
 * take 10 MB and half a second.
 */
function findSerialiser(response: z.ZodType, reply: FastifyReply): Serialise {
  const known = serialisers.get(response);
  if (known) return known;
  const schema = z.toJSONSchema(response, {
    target: 'draft-7',
    io: 'output',
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  delete schema['$schema'];
  const made = reply.compileSerializationSchema(schema);
  serialisers.set(response, made);
  return made;
}

function sendRaw(reply: FastifyReply, operation: OperationShape, answer: RawAnswer): FastifyReply {
  reply.header('content-type', operation.produces).header('cache-control', 'private, no-store');
  return reply.headers(answer.headers).send(answer.raw);
}
