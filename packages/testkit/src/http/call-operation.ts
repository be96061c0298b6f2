import type { Problem } from '@earshot/contract/basic-schema.ts';
import type {
  BodyInputOf,
  OperationShape,
  QueryInputOf,
  ResponseOf,
} from '@earshot/contract/operation.ts';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';

/** What a caller shows of themselves. */
export type Credentials =
  | { kind: 'nobody' }
  | { kind: 'session'; cookie: string; csrfToken: string }
  | { kind: 'key'; key: string };

type ParamsInputOf<T extends OperationShape> = T['params'] extends z.ZodType
  ? z.input<T['params']>
  : undefined;
type Part<Name extends string, Value> = Value extends undefined
  ? { [Field in Name]?: undefined }
  : object extends Value
    ? { [Field in Name]?: Value }
    : { [Field in Name]: Value };

/** What an operation takes, each part only where the contract has it. */
export type InputOf<T extends OperationShape> = Part<'params', ParamsInputOf<T>> &
  Part<'query', QueryInputOf<T>> &
  (T['consumes'] extends string ? { body: Buffer } : Part<'body', BodyInputOf<T>>);

export interface RawRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Network address the request seems to come from. */
  remoteAddress?: string;
}

export interface Answer<Body = unknown> {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: Body;
  /** Raw bytes, for operations that do not answer JSON. */
  raw: Buffer;
  /** Cookies set by the answer. */
  cookies: readonly AnswerCookie[];
}

export interface AnswerCookie {
  name: string;
  value: string;
  path?: string;
  httpOnly?: boolean;
  secure?: boolean;
  sameSite?: string;
  maxAge?: number;
}

/** Somebody who calls operations through HTTP, without a socket. */
export interface Caller {
  readonly credentials: Credentials;
  /** The answer’s body; throws with status and problem where the call did not succeed. */
  call<T extends OperationShape>(
    operation: T,
    ...input: object extends InputOf<T> ? [InputOf<T>?] : [InputOf<T>]
  ): Promise<ResponseOf<T>>;
  /** The refusal; throws where the call succeeded. */
  refused<T extends OperationShape>(
    operation: T,
    ...input: object extends InputOf<T> ? [InputOf<T>?] : [InputOf<T>]
  ): Promise<Problem>;
  /** The whole answer, whatever it is; input is not checked by types, so that it may be wrong. */
  send(operation: OperationShape, input?: LooseInput): Promise<Answer>;
  /** Any request with these credentials. */
  request(request: RawRequest): Promise<Answer>;
}

export interface LooseInput {
  params?: Record<string, unknown> | undefined;
  query?: Record<string, unknown> | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  remoteAddress?: string;
}

/** Path of an operation with its placeholders and query filled in. */
export function pathOf(operation: OperationShape, input: LooseInput = {}): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** A caller with these credentials on a server that need not listen. */
export function createCaller(server: FastifyInstance, credentials: Credentials): Caller {
  const request = (raw: RawRequest) => inject(server, raw, credentials);
  const send = (operation: OperationShape, input: LooseInput = {}) =>
    request({
      method: operation.method,
      path: pathOf(operation, input),
      headers: {
        ...(operation.consumes && input.body !== undefined
          ? { 'content-type': operation.consumes }
          : {}),
        ...input.headers,
      },
      body: input.body,
      ...(input.remoteAddress ? { remoteAddress: input.remoteAddress } : {}),
    });
  return {
    credentials,
    request,
    send,
    async call(operation, input?) {
      const answer = await send(operation, input);
      if (answer.status < 200 || answer.status > 299) throw unexpected(operation, answer);
      return answer.body as ResponseOf<typeof operation>;
    },
    async refused(operation, input?) {
      const answer = await send(operation, input);
      if (answer.status < 400) throw unexpected(operation, answer);
      return answer.body as Problem;
    },
  };
}

function unexpected(operation: OperationShape, answer: Answer): Error {
  const body = JSON.stringify(answer.body) ?? answer.raw.toString('utf8');
  return new Error(`${operation.id} answered ${answer.status}: ${body.slice(0, 1_000)}`);
}

async function inject(
  server: FastifyInstance,
  raw: RawRequest,
  credentials: Credentials,
): Promise<Answer> {
  const isSafe = raw.method === 'GET';
  const headers: Record<string, string> = {};
  if (credentials.kind === 'session') {
    headers['cookie'] = credentials.cookie;
    if (!isSafe) headers['x-csrf-token'] = credentials.csrfToken;
  }
  if (credentials.kind === 'key') headers['authorization'] = `Bearer ${credentials.key}`;
  const response = await server.inject({
    method: raw.method as 'GET',
    url: raw.path,
    headers: { ...headers, ...raw.headers },
    ...(raw.body === undefined ? {} : { payload: raw.body as string }),
    ...(raw.remoteAddress ? { remoteAddress: raw.remoteAddress } : {}),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: readBody(response.headers['content-type'], response.payload),
    raw: response.rawPayload,
    cookies: response.cookies,
  };
}

function readBody(contentType: unknown, payload: string): unknown {
  if (payload === '' || !/\bjson\b/.test(String(contentType))) return undefined;
  return JSON.parse(payload);
}
