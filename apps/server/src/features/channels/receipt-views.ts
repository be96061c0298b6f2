import type { Receipt } from '@earshot/contract/channel-contract.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { Invalid, notFound } from '../../platform/errors.ts';

/** How many of the newest receipts are looked at for "last received": bounds the query. */
const RECENT_MAX = 2_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type ReceiptRow = Selectable<Tables['receipts']>;

function presentReceipt(row: ReceiptRow): Receipt {
  return {
    id: row.id,
    channel_id: row.channel_id,
    source: row.source,
    external_key: row.external_key,
    sha256: row.sha256.toString('hex'),
    size_bytes: row.size_bytes,
    received_at: row.received_at.toISOString(),
    state: row.state,
    error: row.error,
    attempts: row.attempts,
    seen_count: row.seen_count,
    case_id: row.case_id,
    message_id: row.message_id,
  };
}

/** One receipt; throws where there is none. */
export async function getReceipt(tx: Tx, receiptId: string): Promise<Receipt> {
  const row = await tx.db
    .selectFrom('receipts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', receiptId)
    .executeTakeFirst();
  if (!row) throw notFound('receipt');
  return presentReceipt(row);
}

/** Receipts in the order they were stored, newest first, by page. */
export async function listReceipts(
  tx: Tx,
  query: {
    state?: Receipt['state'] | undefined;
    channel_id?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: Receipt[]; next_cursor: string | null }> {
  if (query.cursor !== undefined && !ID.test(query.cursor)) {
    const message = 'Use next_cursor of the page before, unchanged.';
    throw new Invalid([{ path: 'query.cursor', message }]);
  }
  let select = tx.db
    .selectFrom('receipts')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
  if (query.state) select = select.where('state', '=', query.state);
  if (query.channel_id) select = select.where('channel_id', '=', query.channel_id);
  if (query.cursor) select = select.where('id', '<', query.cursor);
  const rows = await select.execute();
  const items = rows.slice(0, query.limit).map(presentReceipt);
  return { items, next_cursor: rows.length > query.limit ? items.at(-1)!.id : null };
}

/** When each channel received something last, as far as the newest receipts tell. */
export async function listLastReceivedAt(tx: Tx): Promise<Map<string, Date>> {
  const rows = await tx.db
    .selectFrom((from) =>
      from
        .selectFrom('receipts')
        .select(['channel_id', 'received_at'])
        .where('account_id', '=', tx.accountId)
        .where('state', '!=', 'test')
        .orderBy('id', 'desc')
        .limit(RECENT_MAX)
        .as('recent'),
    )
    .select((the) => ['channel_id', the.fn.max('received_at').as('at')])
    .groupBy('channel_id')
    .execute();
  return new Map(rows.map((row) => [row.channel_id, row.at]));
}
