import { DatabaseAway } from '../../../../apps/server/src/platform/db/database-away.ts';
import type { Database, Tx } from '../../../../apps/server/src/platform/db/database.ts';

/**
 * How a transaction ends: as it should; cut off before its commit; committed, but nobody hears of
 * it; ended by PostgreSQL in favour of another one, and repeated.
 */
export type Ending = 'kept' | 'cut' | 'unheard' | 'clash';

/** A database that asks of each transaction how it ends. */
export function makeUnsteady(db: Database, decideEnding: () => Ending): Database {
  async function run<T>(
    begin: (work: (tx: Tx) => Promise<T>) => Promise<T>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const ending = decideEnding();
    if (ending === 'kept') return begin(work);
    let hasClashed = false;
    const result = await begin(async (tx) => {
      if (hasClashed) return work(tx);
      hasClashed = ending === 'clash';
      const done = await work(ending === 'unheard' ? deafen(tx) : cutOff(tx, ending));
      if (ending === 'unheard') return done;
      throw endBy(ending);
    });
    if (ending === 'unheard') throw endBy(ending);
    return result;
  }

  return {
    ...db,
    withAccount: (accountId, work) => run((inner) => db.withAccount(accountId, inner), work),
    withSystem: (work) => run((inner) => db.withSystem(inner), work),
  };
}

function endBy(ending: Exclude<Ending, 'kept'>): Error {
  if (ending === 'clash') return Object.assign(new Error('It lost.'), { code: '40001' });
  return new DatabaseAway(new Error('Connection terminated unexpectedly'));
}

/** Nothing follows a commit of which nobody hears. */
function deafen(tx: Tx): Tx {
  return { ...tx, afterCommit: () => undefined };
}

/** Does not let a last statement take its commit along. */
function cutOff(tx: Tx, ending: 'cut' | 'clash'): Tx {
  return { ...tx, end: () => Promise.reject(endBy(ending)) };
}
