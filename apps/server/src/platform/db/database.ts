import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

// bigint columns hold counts, sizes and positions far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** One open transaction, seen through the eyes of one account (or of the system). */
export interface Tx {
  /** The account whose rows this transaction sees; for the system the nil UUID. */
  readonly accountId: string;
  readonly db: Kysely<Tables>;
  /** Runs after the commit, never after a rollback; must not throw. */
  afterCommit(action: () => void): void;
}

export interface Database {
  /** A transaction that sees and writes the rows of one account only (row-level security). */
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

function namingClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = statementName(text);
    const config = name === undefined ? { text, values } : { name, text, values };
    return client.query(config as pg.QueryConfig);
  };
  return { query, release() {} } as unknown as PostgresPoolClient;
}

function kyselyOn(client: pg.PoolClient): Kysely<Tables> {
  const bound = namingClient(client);
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { connect: async () => bound, end: async () => {}, options: {} },
    }),
  });
}

const bound = new WeakMap<pg.PoolClient, Kysely<Tables>>();

function boundKysely(client: pg.PoolClient): Kysely<Tables> {
  let db = bound.get(client);
  if (!db) {
    db = kyselyOn(client);
    bound.set(client, db);
  }
  return db;
}

async function inTransaction<T>(
  pool: pg.Pool,
  accountId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!UUID.test(accountId)) throw new Error('withAccount needs the account’s UUID');
  const client = await pool.connect();
  const actions: (() => void)[] = [];
  let broken: Error | undefined;
  let result: T;
  try {
    // One message instead of two round trips; the account is a checked UUID, so it may be spliced.
    await client.query(`begin; set local app.account_id = '${accountId}'`);
    const tx: Tx = {
      accountId,
      db: boundKysely(client),
      afterCommit: (action) => void actions.push(action),
    };
    result = await work(tx);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
  for (const action of actions) action();
  return result;
}

function openPool(options: DatabaseOptions, role: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max,
    options: `-c role=${role} -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c jit=off`,
    application_name: 'earshot',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection may be cut at any time; the pool replaces it.
  pool.on('error', (error) => options.onError?.(error));
  return pool;
}

/** Opens the pools of the serving roles; nothing is connected before the first transaction. */
export function openDatabase(options: DatabaseOptions): Database {
  const app = openPool(options, 'earshot_app', options.poolSize ?? 10);
  const system = openPool(options, 'earshot_system', 4);
  return {
    withAccount: (accountId, work) => inTransaction(app, accountId, work),
    withSystem: (work) => inTransaction(system, SYSTEM_ACCOUNT, work),
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
