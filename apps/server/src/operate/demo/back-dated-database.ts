import { type CompiledQuery, sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';

/** A database whose writes look as if they were made at another time. */
export interface BackDatedDatabase extends Database {
  /** Puts the right time on the events that were written, once they are in the log. */
  dateEvents(): Promise<void>;
}

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Clocks of this process and of the database may differ this much. */
const SLACK_MS = 50;
/** What is done in the past must not be taken up by a running server meanwhile. */
const KEPT_AWAY = '1 hour';

/**
 * Every row that a transaction writes with the present as a time gets the clock’s time instead;
 * times that were given stay. Receipts and jobs written through it are kept from a running server
 * until `releaseKept`. For the named world only: real times are never changed.
 */
export function createBackDatedDatabase(
  db: Database,
  clock: Clock,
  beforeDating: (tx: Tx) => Promise<void>,
): BackDatedDatabase {
  const eventTimes = new Map<string, Date>();
  let statement: Promise<string> | null = null;

  async function withAccount<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const start = new Date(Date.now() - SLACK_MS);
    const at = clock.now();
    const events: string[] = [];
    const result = await db.withAccount(accountId, async (tx) => {
      const done = await work(endLater(tx));
      await beforeDating(tx);
      statement ??= writeStatement(tx);
      const end = new Date(Date.now() + SLACK_MS);
      await keepAway(tx, start);
      await runStatement(tx, await statement, [accountId, start, end, at]);
      const rows = await sql<{ id: string }>`select id from event_outbox
        where account_id = ${accountId} and occurred_at = now()`.execute(tx.db);
      events.push(...rows.rows.map((row) => row.id));
      return done;
    });
    for (const id of events) eventTimes.set(id, at);
    return result;
  }

  return {
    ...db,
    withAccount,
    async dateEvents() {
      const ids = [...eventTimes.keys()];
      const times = [...eventTimes.values()].map((time) => time.toISOString());
      await db.withSystem(async (tx) => {
        // The outbox first: what the relay moves meanwhile is then found in the log.
        for (const table of ['event_outbox', 'events']) {
          await sql`update ${sql.table(table)} e set occurred_at = t.at
            from unnest(${ids}::uuid[], ${times}::timestamptz[]) as t (id, at)
            where e.id = t.id`.execute(tx.db);
        }
      });
    },
  };
}

/** What would end the transaction leaves it open: its rows are still to be dated. */
function endLater(tx: Tx): Tx {
  return {
    ...tx,
    end: async <T>(last: { compile(): CompiledQuery<T> }) =>
      (await tx.db.executeQuery(last.compile())).rows,
  };
}

/** Gives receipts and jobs of the account back to the server. */
export async function releaseKept(db: Database, accountId: string): Promise<void> {
  await db.withAccount(accountId, async (tx) => {
    await sql`update jobs set locked_until = null
      where account_id = ${accountId}`.execute(tx.db);
    await sql`update receipts set locked_until = null
      where account_id = ${accountId} and state = 'stored'`.execute(tx.db);
  });
}

async function keepAway(tx: Tx, start: Date): Promise<void> {
  await sql`update jobs set locked_until = now() + ${KEPT_AWAY}::interval
    where account_id = ${tx.accountId} and created_at >= ${start}`.execute(tx.db);
  await sql`update receipts set locked_until = now() + ${KEPT_AWAY}::interval
    where account_id = ${tx.accountId} and state = 'stored'
      and locked_until is null`.execute(tx.db);
}

async function runStatement(tx: Tx, text: string, values: readonly unknown[]): Promise<void> {
  const parts = text.split(/\$(\d)/);
  const query = parts.reduce(
    (built, part, at) =>
      at % 2 === 0 ? sql`${built}${sql.raw(part)}` : sql`${built}${values[Number(part) - 1]}`,
    sql``,
  );
  await query.execute(tx.db);
}

/**
 * One statement that goes over every column holding an instant which the serving role may write.
 */
async function writeStatement(tx: Tx): Promise<string> {
  const { rows } = await sql<Column>`
    select c.relname as "table", a.attname as "column"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    join pg_attribute k on k.attrelid = c.oid and k.attname = 'account_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and a.atttypid = 'timestamptz'::regtype
      and has_column_privilege(c.oid, a.attnum, 'UPDATE') and c.relname not in ('jobs', 'sessions')
    order by 1, 2`.execute(tx.db);
  const isNow = (column: string) =>
    `("${column}" = now() or "${column}" between $2::timestamptz and $3::timestamptz)`;
  const updates = [...Map.groupBy(rows, (row) => row.table)].map(([table, columns]) => {
    const sets = columns.map(
      ({ column }) =>
        `"${column}" = case when ${isNow(column)} then $4::timestamptz else "${column}" end`,
    );
    const touched = columns.map(({ column }) => isNow(column)).join(' or ');
    return `dated_${table} as (update "${table}" set ${sets.join(', ')}
      where account_id = $1::uuid and (${touched}))`;
  });
  return `with ${updates.join(',\n')} select 1`;
}
