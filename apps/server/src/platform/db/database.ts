import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Compilable,
  type CompiledQuery,
  type InsertObject,
  Kysely,
  PostgresDialect,
  type PostgresPoolClient,
} from 'kysely';
import pg from 'pg';
import { DatabaseAway, tellDatabaseAway } from './database-away.ts';
import { type ColumnTypes, joinWrites, readRow, readStatement, type Write } from './join-writes.ts';
import { loadColumnTypes } from './load-column-types.ts';
import { retryClash } from './retry-clash.ts';
import type { Tables } from './tables.ts';

// bigint columns hold counts, sizes and positions far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** One open transaction, seen through the eyes of one account (or of the system). */
export interface Tx {
  /** The account whose rows this transaction sees; for the system the nil UUID. */
  readonly accountId: string;
  readonly db: Kysely<Tables>;
  /**
   * Queues rows that nobody waits for. Queued rows are written together, as one statement, before
   * the next query of this transaction and at the latest before its commit; an error shows there.
   * Values may be expressions by `sql`.
   */
  insert<T extends keyof Tables>(table: T, rows: NewRows<T>): void;
  /** The same; a row that is there already stays as it is. */
  insertMissing<T extends keyof Tables>(table: T, rows: NewRows<T>): void;
  /**
   * Queues any other statement whose result nobody needs. A table’s row may be touched by one
   * queued statement only.
   */
  write(statement: Compilable): void;
  /**
   * Sends an UPDATE or DELETE now, as one statement with the queued rows, which it does not see.
   * Answers how many rows it changed.
   */
  writeNow(change: Compilable): Promise<number>;
  /**
   * Sends the last statement together with the commit, which for a transaction of one statement is
   * one message instead of two. Answers its rows after the commit; nothing may follow.
   */
  end<T>(statement: Compilable<T>): Promise<T[]>;
  /** Runs after the commit, never after a rollback; must not throw. */
  afterCommit(action: () => void): void;
}

/** A row of a table as it is inserted, or several. */
export type NewRows<T extends keyof Tables> =
  | InsertObject<Tables, T>
  | readonly InsertObject<Tables, T>[];

export interface Database {
  /**
   * A transaction that sees and writes the rows of one account only (row-level security). Where it
   * lost to another one (deadlock), `work` runs once more from its beginning.
   */
  withAccount<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A transaction over the few work lists that span accounts; see the `system` policies. */
  withSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Answers true if the database answers a query. */
  ping(): Promise<boolean>;
  /** Open and waiting connections, for metrics. */
  load(): { open: number; waiting: number };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections for account work; a 2-core machine is busy with 10. */
  poolSize?: number;
  onError?: (error: Error) => void;
}

const SYSTEM_ACCOUNT = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A statement that runs longer is a bug or an attack; it ends with a clear error. */
const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * A PostgreSQL that starts again is waited for; nothing was sent yet, so nothing can come twice.
 */
const CONNECT_WITHIN_MS = 10_000;
const CONNECT_EVERY_MS = 100;
/** Named statements kept per process; past it new texts run unnamed. */
const NAMED_STATEMENTS_MAX = 2_000;

const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= NAMED_STATEMENTS_MAX) return undefined;
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
  }
  return name;
}

/** A connection whose statements are named, and whose queued writes go first and together. */
class TxClient {
  readonly #client: pg.PoolClient;
  /** What opens the transaction, until it is sent. */
  #opening: string | null = null;
  #queued: Write[] = [];
  #types: ColumnTypes = new Map();
  #failure: Error | undefined;
  #hasEnded = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /**
   * Forgets what an earlier transaction on this connection left, and opens one: with the first
   * statement, so that it costs no message of its own, and not at all where there is none.
   */
  begin(accountId: string, types: ColumnTypes): void {
    this.#queued = [];
    this.#types = types;
    this.#failure = undefined;
    this.#hasEnded = false;
    // One message for both. The account is a checked UUID, so it may be spliced.
    this.#opening = `begin; set local app.account_id = '${accountId}'`;
  }

  queue(statement: Compilable): void {
    this.#queued.push(readStatement(statement));
  }

  queueRows(table: string, rows: object | readonly object[], doNothing: boolean): void {
    for (const row of Array.isArray(rows) ? rows : [rows]) {
      this.#queued.push(readRow(table, row as object, doNothing));
    }
  }

  async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const result = await this.#ask(() => {
      this.#flush();
      return this.#client.query(namedStatement(text, values));
    });
    // What failed since the savepoint was undone, and says nothing about the commit.
    if (result.command === 'ROLLBACK') this.#failure = undefined;
    return result;
  }

  async writeNow(change: Compilable): Promise<number> {
    const { sql, parameters } = joinWrites(this.#queued, this.#types, change);
    this.#queued = [];
    const result = await this.#ask(() => this.#client.query(namedStatement(sql, parameters)));
    return result.rowCount ?? 0;
  }

  async end({ sql, parameters }: CompiledQuery): Promise<pg.QueryResult> {
    let answer: Promise<pg.QueryResult>;
    await this.#commitAfter(() => {
      answer = this.#send(namedStatement(sql, parameters));
    });
    this.#hasEnded = true;
    return answer!;
  }

  async commit(): Promise<void> {
    const isEmpty = this.#opening !== null && this.#queued.length === 0;
    if (!isEmpty && !this.#hasEnded) await this.#commitAfter(() => {});
  }

  async #commitAfter(sendLast: () => void): Promise<void> {
    const { command } = await this.#ask(() => {
      this.#flush();
      sendLast();
      return this.#client.query('commit');
    });
    if (this.#failure) throw tellDatabaseAway(this.#failure);
    // PostgreSQL answers ROLLBACK, not an error, where a statement had failed.
    if (command !== 'COMMIT') throw new Error('The transaction had failed before its commit.');
  }

  async rollback(): Promise<void> {
    this.#queued = [];
    if (this.#opening === null) await this.#client.query('rollback');
  }

  /** Sends what waits and then a statement in one go: each send is a call of the system. */
  async #ask(send: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    const { stream } = (this.#client as unknown as pg.Client).connection;
    try {
      return await this.#sendTogether(stream, send);
    } catch (error) {
      // What failed first is the cause; the rest only says that the transaction is over.
      throw tellDatabaseAway(this.#failure ?? error);
    }
  }

  #sendTogether<T>(stream: Duplex, send: () => Promise<T>): Promise<T> {
    stream.cork();
    try {
      if (this.#opening !== null) void this.#send(this.#opening);
      this.#opening = null;
      return send();
    } finally {
      stream.uncork();
    }
  }

  #flush(): void {
    if (this.#queued.length === 0) return;
    const { sql, parameters } = joinWrites(this.#queued, this.#types);
    this.#queued = [];
    void this.#send(namedStatement(sql, parameters));
  }

  #send(query: string | pg.QueryConfig): Promise<pg.QueryResult> {
    const answer = this.#client.query(query as string);
    answer.catch((error: Error) => {
      this.#failure ??= error;
    });
    return answer;
  }

  /** For Kysely’s pool, which gives connections back; the transaction does that itself. */
  release(): void {}
}

function namedStatement(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = statementName(text);
  const config = { text, values: values as unknown[] };
  return name === undefined ? config : { ...config, name };
}

interface Bound {
  client: TxClient;
  db: Kysely<Tables>;
}

const bounds = new WeakMap<pg.PoolClient, Bound>();

function bind(connection: pg.PoolClient): Bound {
  let bound = bounds.get(connection);
  if (!bound) {
    const client = new TxClient(connection);
    const pool = {
      connect: async () => client as unknown as PostgresPoolClient,
      end: async () => {},
      options: {},
    };
    bound = { client, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
    bounds.set(connection, bound);
  }
  return bound;
}

const typesOfPools = new WeakMap<pg.Pool, Promise<ColumnTypes>>();

/** Asked once; the schema does not change while a server runs. */
function typesOf(pool: pg.Pool, connection: pg.PoolClient): Promise<ColumnTypes> {
  const known = typesOfPools.get(pool);
  if (known) return known;
  const types = loadColumnTypes(connection).catch((error: unknown) => {
    typesOfPools.delete(pool);
    throw tellDatabaseAway(error);
  });
  typesOfPools.set(pool, types);
  return types;
}

async function inTransaction<T>(
  pool: pg.Pool,
  accountId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!UUID.test(accountId)) throw new Error('withAccount needs the account’s UUID');
  const connection = await connectPatiently(pool);
  const { client, db } = bind(connection);
  const actions: (() => void)[] = [];
  let broken: Error | undefined;
  let result: T;
  try {
    client.begin(accountId, await typesOf(pool, connection));
    result = await work({
      accountId,
      db,
      insert: (table, rows) => client.queueRows(table, rows, false),
      insertMissing: (table, rows) => client.queueRows(table, rows, true),
      write: (statement) => client.queue(statement),
      writeNow: (change) => client.writeNow(change),
      end: async <R>(statement: Compilable<R>) =>
        (await client.end(statement.compile())).rows as R[],
      afterCommit: (action) => void actions.push(action),
    });
    await client.commit();
  } catch (error) {
    await client.rollback().catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
  for (const action of actions) action();
  return result;
}

async function connectPatiently(pool: pg.Pool): Promise<pg.PoolClient> {
  const until = Date.now() + CONNECT_WITHIN_MS;
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      const told = tellDatabaseAway(error);
      if (!(told instanceof DatabaseAway) || pool.ending || Date.now() > until) throw told;
    }
    await pause(CONNECT_EVERY_MS);
  }
}

function openPool(options: DatabaseOptions, role: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    // Queries that do not wait for each other travel together.
    pipeline: true,
    max,
    // Plans outlive the size of a table; docs/decisions/plans-of-young-tables.md has the figures.
    options:
      `-c role=${role} -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c jit=off ` +
      '-c enable_seqscan=off',
    application_name: 'earshot',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection may be cut at any time; the pool replaces it, unless it is being closed.
  pool.on('error', (error) => pool.ending || options.onError?.(error));
  // One in use as well: its queries fail then, and an event that nobody hears would end the
  // process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Opens the pools of the serving roles; nothing is connected before the first transaction. */
export function openDatabase(options: DatabaseOptions): Database {
  const app = openPool(options, 'earshot_app', options.poolSize ?? 10);
  const system = openPool(options, 'earshot_system', 4);
  return {
    withAccount: (accountId, work) => retryClash(() => inTransaction(app, accountId, work)),
    withSystem: (work) => retryClash(() => inTransaction(system, SYSTEM_ACCOUNT, work)),
    async ping() {
      try {
        await app.query('select 1');
        return true;
      } catch {
        return false;
      }
    },
    load: () => ({
      open: app.totalCount + system.totalCount,
      waiting: app.waitingCount + system.waitingCount,
    }),
    async close() {
      await Promise.all([app.end(), system.end()]);
    },
  };
}
