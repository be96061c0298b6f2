import type { z } from 'zod';

/**
 * What a program's API key may be allowed to do, the most wanted first; a member's role implies its
 * own set.
 */
export const scopes = [
  'cases:read',
  'cases:write',
  'contacts:read',
  'contacts:write',
  'receipts:read',
  'receipts:write',
  'channels:read',
  'channels:write',
  'members:read',
  'members:write',
  'account:read',
  'account:write',
  'audit:read',
] as const;
export type Scope = (typeof scopes)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: `public` needs no sign-in (its own token is in the input), `member` needs a
 * session, `member_or_key` takes a session or an API key with `scope`.
 */
export type Access = 'public' | 'member' | 'member_or_key';

type Schema = z.ZodType;
type Maybe<S> = S extends Schema ? z.output<S> : undefined;

export interface OperationShape {
  /** One name from contract to route, SDK, command line and test. */
  readonly id: string;
  readonly method: Method;
  /** Path with `{param}` placeholders, below the server's root. */
  readonly path: string;
  /** One sentence for the reader of /docs. */
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly scope?: Scope;
  /**
   * What a public call brings instead of a sign-in: the bearer token of a visitor, or a signature
   * as Standard Webhooks has it.
   */
  readonly brings?: 'visitor_token' | 'signature';
  /** Name of the schema of a signed body, whose bytes the server reads before their meaning. */
  readonly signed?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Schema;
  /** Largest accepted body in bytes where it differs from the server's default of 1 MiB. */
  readonly bodyLimit?: number;
  /** Body of success; absent: 204, or raw bytes where `produces` is set. */
  readonly response?: Schema;
  /** Success status; default 200 with a response, else 204. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Media type of a raw (non-JSON) response, such as message/rfc822. */
  readonly produces?: string;
  /** Media type of a raw (non-JSON) request body. */
  readonly consumes?: string;
}

export type Operation<T extends OperationShape = OperationShape> = T;

/** Declares one operation of the public contract; the server cannot bind a route without one. */
export function operation<const T extends OperationShape>(shape: T): T {
  return shape;
}

export type ParamsOf<T extends OperationShape> = Maybe<T['params']>;
export type QueryOf<T extends OperationShape> = Maybe<T['query']>;
export type BodyOf<T extends OperationShape> = Maybe<T['body']>;
export type ResponseOf<T extends OperationShape> = Maybe<T['response']>;
/** What a client may leave out because the schema has a default. */
export type QueryInputOf<T extends OperationShape> = T['query'] extends Schema
  ? z.input<T['query']>
  : undefined;
export type BodyInputOf<T extends OperationShape> = T['body'] extends Schema
  ? z.input<T['body']>
  : undefined;
