import type { Database, Tx } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log/log.ts';
import type { AdapterRegistry } from '../channels/kit/public.ts';
import { type DueMessage, lockDueMessages, recordPlaced } from './delivery-store.ts';
import { listPlacedMessages } from './outgoing-views.ts';
import { tellOutcomes } from './tell-outcomes.ts';

type Adapters = Pick<AdapterRegistry, 'get' | 'all'>;

/**
 * Puts those of these messages that are due where their contacts read, where that is our own
 * tables: they are seen and recorded as sent by the commit of `tx`, so no death leaves one half
 * done. Answers which; the others are left to the delivery job. Due is what is by `now`; left out:
 * by the clock of the database, as the job sees it.
 */
export async function placeDue(
  { get, all }: Adapters,
  tx: Tx,
  messageIds: readonly string[],
  now: Date | null = null,
): Promise<ReadonlySet<string>> {
  const kinds = all.filter((one) => one.outbound.inPlace).map((one) => one.kind);
  const due = await lockDueMessages(tx, kinds, messageIds, now);
  // As with every mail: it leaves by the delivery job.
  if (due.size === 0) return new Set();
  const known = await listPlacedMessages(tx, [...due.keys()]);
  const placed: string[] = [];
  for (const [kind, ids] of Map.groupBy(due.keys(), (id) => due.get(id)!)) {
    const { placeAll, words } = get(kind).outbound.inPlace!;
    const outgoing = ids.flatMap((id) => known.get(id) ?? []);
    const standing = await placeAll(tx, outgoing);
    const own = ids.filter((id) => standing.has(id));
    await recordPlaced(tx, kind, own, words);
    placed.push(...own);
  }
  await tellOutcomes(tx, placed);
  return new Set(placed);
}

/**
 * The same for messages of one account in a transaction of their own. None where anything went
 * wrong, so that the others do not suffer from one.
 */
export async function placeMessages(
  { db, adapters, log }: { db: Database; adapters: Adapters; log: Log },
  due: readonly DueMessage[],
): Promise<ReadonlySet<string>> {
  const ids = due.map((one) => one.message_id);
  try {
    return await db.withAccount(due[0]!.account_id, (tx) => placeDue(adapters, tx, ids));
  } catch (error) {
    log.warn({ err: error, messages: ids.length }, 'Messages go one by one, not together.');
    return new Set();
  }
}
