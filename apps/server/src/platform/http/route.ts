import type {
  BodyOf,
  OperationShape,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@earshot/contract/operation.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Actor, MemberActor } from '../actor.ts';
import type { Database } from '../db/database.ts';

/** Bytes instead of JSON; headers come on top of the safe defaults. */
export interface RawAnswer {
  raw: Buffer | Readable | string;
  headers: Record<string, string>;
}

type ActorOf<T extends OperationShape> = T['access'] extends 'public'
  ? null
  : T['access'] extends 'member'
    ? MemberActor
    : Actor;

export interface Call<T extends OperationShape> {
  /** Null on public operations. */
  actor: ActorOf<T>;
  params: ParamsOf<T>;
  query: QueryOf<T>;
  /** The checked body; a Buffer where the operation `consumes` raw bytes. */
  body: T['consumes'] extends string ? Buffer : BodyOf<T>;
  db: Database;
  request: FastifyRequest;
  reply: FastifyReply;
}

type AnswerOf<T extends OperationShape> = T['produces'] extends string
  ? RawAnswer
  : T['response'] extends object
    ? ResponseOf<T>
    : void;

export interface Route<T extends OperationShape = OperationShape> {
  operation: T;
  /** Whether this actor may ask at all; what they may see is decided by the getters. */
  policy: (actor: ActorOf<T>) => boolean;
  run: (call: Call<T>) => Promise<AnswerOf<T>>;
}

/** Binds an operation of the contract to its policy and its action. */
export function route<T extends OperationShape>(
  operation: T,
  policy: Route<T>['policy'],
  run: Route<T>['run'],
): Route {
  return { operation, policy, run } as unknown as Route;
}

/** For operations whose only condition is the token in their input. */
export const anybody = (): boolean => true;
