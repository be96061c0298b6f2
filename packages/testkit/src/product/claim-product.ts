import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findRunningPostgres } from '../../../../apps/server/src/platform/postgres/find-running-postgres.ts';
import { type Client, createClient } from '../../../sdk/src/client.ts';
import { scopes } from '../../../contract/src/operation.ts';
import type { Product } from './start-product.ts';

/** A product whose account was set up, with a program’s key and a look into its database. */
export interface ClaimedProduct {
  readonly product: Product;
  readonly accountId: string;
  /** Cookie of the administrator, for a browser or a WebSocket. */
  readonly cookie: string;
  /** Calls with a key of every scope. */
  readonly client: Client;
  /** Rows straight from PostgreSQL, as its owner. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  count(table: string, where?: string): Promise<number>;
}

export const supportAddress = 'support@falk.example';

const administrator = {
  account_name: 'Falk',
  name: 'Ada Admin',
  email: 'ada@falk.example',
  password: 'kettle boils at noon',
  locale: 'en',
  channel_address: supportAddress,
} as const;

/**
 * Claims a new installation by its one-time link, as the set-up page does. `databaseUrl`: where it
 * does not run a PostgreSQL of its own.
 */
export async function claimProduct(
  product: Product,
  databaseUrl?: string,
): Promise<ClaimedProduct> {
  const { url } = product;
  const nobody = createClient({ baseUrl: url });
  const { account_id: accountId } = await nobody.call('createSetup', {
    body: { token: product.setupToken ?? '', ...administrator },
  });
  const { cookie, csrf } = await signIn(url);
  const asAdministrator = createClient({
    baseUrl: url,
    csrf: () => csrf,
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...(init?.headers as object), cookie } }),
  });
  const { key } = await asAdministrator.call('createApiKey', {
    body: { name: 'Test', scopes: [...scopes] },
  });
  const query = <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    queryDatabase<Row>(
      async () => databaseUrl ?? (await findRunningPostgres(product.dataDir)),
      sql,
      values,
    );
  return {
    product,
    accountId,
    cookie,
    client: createClient({ baseUrl: url, key }),
    query,
    async count(table, where = 'true') {
      const [row] = await query<{ count: number }>(
        `select count(*)::int as count from ${table} where ${where}`,
      );
      return row?.count ?? 0;
    },
  };
}

async function signIn(url: string): Promise<{ cookie: string; csrf: string }> {
  const { email, password } = administrator;
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 201) throw new Error(`Signing in answered ${answer.status}`);
  const { csrf_token: csrf } = (await answer.json()) as { csrf_token: string };
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', csrf };
}

/** PostgreSQL may be starting again at this moment: tried for half a minute. */
async function queryDatabase<Row extends pg.QueryResultRow>(
  findUrl: () => Promise<string | null>,
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      const connectionString = await findUrl();
      if (connectionString === null) throw new Error('The database ended.');
      const client = new pg.Client({ connectionString });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query<Row>(sql, values)).rows;
      } finally {
        await client.end();
      }
    } catch (error) {
      if (Date.now() > until || !isPassing(error)) throw error;
      await pause(100);
    }
  }
}

function isPassing(error: unknown): boolean {
  const { code = '', message } = error as { code?: string; message: string };
  return /^(ECONN|57P0)/.test(code) || /terminated|getaddrinfo|ended/.test(message);
}
