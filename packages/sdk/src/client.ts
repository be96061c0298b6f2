import type {
  BodyInputOf,
  OperationShape,
  ParamsOf,
  QueryInputOf,
  ResponseOf,
} from '@earshot/contract/operation.ts';
import { parseProblem, unreachable } from './api-error.ts';
import { paths, type Operations } from './operation-paths.ts';

export type OperationId = keyof Operations;

/** What a raw request body may be. */
export type RawBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: never }
  : object extends Value
    ? { [K in Name]?: Value }
    : { [K in Name]: Value };

type BodyInput<T extends OperationShape> = T extends { consumes: string }
  ? RawBody
  : BodyInputOf<T>;

/** Everything an operation takes; the parts it does not take are forbidden. */
export type CallInput<K extends OperationId> = Part<'params', ParamsOf<Operations[K]>> &
  Part<'query', QueryInputOf<Operations[K]>> &
  Part<'body', BodyInput<Operations[K]>> & { signal?: AbortSignal };

/** What an operation answers: its JSON, a Blob for raw bytes, or undefined for 204. */
export type CallOutput<K extends OperationId> = Operations[K] extends { produces: string }
  ? Blob
  : ResponseOf<Operations[K]>;

type InputArgument<K extends OperationId> =
  object extends CallInput<K> ? [input?: CallInput<K>] : [input: CallInput<K>];

export interface ClientOptions {
  /** Root of the server without trailing slash; empty: the page's own origin. */
  baseUrl: string;
  /** API key of a program. */
  key?: string;
  /** The CSRF token of a browser session; asked before every changing request. */
  csrf?: () => string | null;
  fetch?: typeof globalThis.fetch;
  /** The language in which refusals are explained, such as `de`; left out: the browser’s. */
  language?: () => string;
  /** Told of every 401, so that the desk can lead to the sign-in. */
  onSignedOut?: () => void;
}

export interface Client {
  /** Calls one operation of the contract; throws ApiError. */
  call<K extends OperationId>(id: K, ...input: InputArgument<K>): Promise<CallOutput<K>>;
  /** The address of a GET operation, for links, pictures and frames. */
  url<K extends OperationId>(id: K, ...input: InputArgument<K>): string;
  /** The headers that sign a request, for transports other than fetch. */
  headers(method: string): Record<string, string>;
}

type PathValue = string | number | boolean | null | undefined;

interface LooseInput {
  params?: Record<string, PathValue>;
  query?: Record<string, PathValue>;
  body?: unknown;
  signal?: AbortSignal;
}

function isRaw(body: unknown): body is RawBody {
  return (
    typeof body === 'string' ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    (typeof Blob !== 'undefined' && body instanceof Blob)
  );
}

/** Fills a contract path and appends its query; parameters are escaped. */
export function fillPath(
  path: string,
  params: Record<string, PathValue> = {},
  query: Record<string, PathValue> = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new Error(`The path ${path} needs ${name}.`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const tail = search.toString();
  return tail === '' ? filled : `${filled}?${tail}`;
}

async function readAnswer(response: Response): Promise<unknown> {
  if (!response.ok) {
    throw parseProblem(response.status, await response.text(), response.headers.get('retry-after'));
  }
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return response.blob();
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Makes a client of one installation, signed in by API key or by the browser's session cookie. */
export function createClient(options: ClientOptions): Client {
  const ask = options.fetch ?? globalThis.fetch.bind(globalThis);

  function headers(method: string): Record<string, string> {
    const made: Record<string, string> = { accept: 'application/json' };
    if (options.language) made['accept-language'] = options.language();
    if (options.key !== undefined) made['authorization'] = `Bearer ${options.key}`;
    const csrf = method === 'GET' ? null : (options.csrf?.() ?? null);
    if (csrf !== null) made['x-csrf-token'] = csrf;
    return made;
  }

  function address(id: OperationId, input: LooseInput = {}): string {
    return options.baseUrl + fillPath(paths[id][1], input.params, input.query);
  }

  async function request(id: OperationId, input: LooseInput = {}): Promise<unknown> {
    const method = paths[id][0];
    const sent = headers(method);
    const init: RequestInit = { method, headers: sent, credentials: 'same-origin' };
    if (input.signal) init.signal = input.signal;
    if (isRaw(input.body)) {
      init.body = input.body;
      sent['content-type'] = 'application/octet-stream';
    } else if (input.body !== undefined) {
      init.body = JSON.stringify(input.body);
      sent['content-type'] = 'application/json';
    }
    const response = await ask(address(id, input), init).catch((cause: unknown) => {
      if (input.signal?.aborted === true) throw cause;
      throw unreachable(cause);
    });
    if (response.status === 401) options.onSignedOut?.();
    return readAnswer(response);
  }

  return {
    call: async (id, ...input) => (await request(id, input[0] as LooseInput)) as never,
    url: (id, ...input) => address(id, input[0] as LooseInput),
    headers,
  };
}
