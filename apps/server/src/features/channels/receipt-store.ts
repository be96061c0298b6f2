import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { StoredEnvelope } from './channel-tables.ts';

export interface NewReceipt {
  channelId: string;
  source: ReceiptSource;
  externalKey: string | null;
  sha256: Buffer;
  sizeBytes: number;
  envelope: StoredEnvelope | null;
  receivedAt: Date;
}

/**
 * Writes receipts and commits; answers their ids, null where one with the same bytes or the same
 * key stands on its channel: then `recogniseReceipt` tells which.
 */
export async function insertReceipts(
  tx: Tx,
  receipts: readonly NewReceipt[],
): Promise<(string | null)[]> {
  const rows = receipts.map((receipt) => ({
    account_id: tx.accountId,
    id: newId(),
    channel_id: receipt.channelId,
    source: receipt.source,
    external_key: receipt.externalKey,
    sha256: receipt.sha256,
    size_bytes: receipt.sizeBytes,
    envelope: receipt.envelope && json(receipt.envelope),
    received_at: receipt.receivedAt,
  }));
  const written = await tx.end(
    tx.db
      .insertInto('receipts')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  );
  const ids = new Set(written.map((row) => row.id));
  return rows.map(({ id }) => (ids.has(id) ? id : null));
}

/**
 * The receipt with the same bytes on this channel, which was handed in once more; null where only
 * the key is the same.
 */
export async function recogniseReceipt(
  tx: Tx,
  receipt: Pick<NewReceipt, 'channelId' | 'sha256'>,
): Promise<string | null> {
  const known = await tx.db
    .updateTable('receipts')
    .set((eb) => ({ seen_count: eb('seen_count', '+', 1) }))
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', receipt.channelId)
    .where('sha256', '=', receipt.sha256)
    .returning('id')
    .executeTakeFirst();
  return known?.id ?? null;
}

/** The receipt of this key on this channel, whatever its bytes; null: none. */
export async function findReceiptOfKey(
  tx: Tx,
  receipt: Pick<NewReceipt, 'channelId' | 'externalKey'>,
): Promise<string | null> {
  const known = await tx.db
    .selectFrom('receipts')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', receipt.channelId)
    .where('external_key', '=', receipt.externalKey)
    .executeTakeFirst();
  return known?.id ?? null;
}

export interface ClaimedReceipt {
  account_id: string;
  id: string;
  channel_id: string;
  source: ReceiptSource;
  sha256: Buffer;
  size_bytes: number;
  envelope: StoredEnvelope | null;
  received_at: Date;
  attempts: number;
  failures: number;
}

/** A worker that has not understood a receipt by then is taken for dead. */
const LEASE_SECONDS = 120;

/** How much of large mail may be claimed, so that its bytes do not fill the memory. */
export interface LargeRoom {
  /** From here on a mail is large. */
  large_bytes: number;
  /** 0 or less: no large one; else they are taken until this is reached, at least one. */
  room_bytes: number;
}

/**
 * Takes the oldest receipts that nobody works on, over all accounts, and commits; a lease keeps
 * others away.
 */
export async function claimReceipts(
  tx: Tx,
  most: number,
  { large_bytes, room_bytes }: LargeRoom,
): Promise<ClaimedReceipt[]> {
  const claim = sql<ClaimedReceipt>`
    with due as (
      select account_id, id, received_at,
        case when size_bytes > ${large_bytes}::int then size_bytes else 0 end as large
      from receipts
      where state = 'stored' and (locked_until is null or locked_until < now())
        and (size_bytes <= ${large_bytes}::int or ${room_bytes}::bigint > 0)
      order by received_at, id limit ${most} for update skip locked
    ), fitting as (
      select account_id, id, large, sum(large) over (order by received_at, id) - large as before
      from due
    )
    update receipts r set attempts = r.attempts + 1,
      locked_until = now() + make_interval(secs => ${sql.lit(LEASE_SECONDS)})
    from fitting f where r.account_id = f.account_id and r.id = f.id
      and (f.large = 0 or f.before < ${room_bytes}::bigint)
    returning r.account_id, r.id, r.channel_id, r.source, r.sha256, r.size_bytes, r.envelope,
      r.received_at, r.attempts, r.failures`;
  const rows = await tx.end({ compile: () => claim.compile(tx.db) });
  return rows.toSorted(
    (a, b) => a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1),
  );
}

/** Gives back one lease, because the work could not be done; nothing counts against the mail. */
export async function releaseReceipt(
  tx: Tx,
  receipt: Pick<ClaimedReceipt, 'account_id' | 'id'>,
): Promise<void> {
  await sql`update receipts set locked_until = null, attempts = greatest(attempts - 1, 0)
    where account_id = ${receipt.account_id} and id = ${receipt.id} and state = 'stored'`.execute(
    tx.db,
  );
}

/**
 * Gives back the leases of a process that is gone; finishing is guarded, so no effect comes twice.
 */
export async function releaseReceiptLeases(tx: Tx): Promise<void> {
  await sql`update receipts set locked_until = null
    where state = 'stored' and locked_until is not null`.execute(tx.db);
}

/** Puts a receipt back after a failure, to be tried again after `delaySeconds`. */
export async function postponeReceipt(
  tx: Tx,
  receiptId: string,
  error: string,
  delaySeconds: number,
): Promise<void> {
  await sql`update receipts set error = ${error.slice(0, 2_000)}, failures = failures + 1,
      locked_until = now() + make_interval(secs => ${delaySeconds})
    where account_id = ${tx.accountId} and id = ${receiptId} and state = 'stored'`.execute(tx.db);
}

export interface ReceiptOutcome {
  /** test: the message of a live test, understood and thrown away. */
  state: 'understood' | 'held' | 'failed' | 'test';
  caseId: string | null;
  messageId: string | null;
  error: string | null;
}

/**
 * Ends the work on receipts. Answers how many were not ended before by another worker: where that
 * is not all of them, undo all.
 */
export async function finishReceipts(
  tx: Tx,
  outcomes: readonly (ReceiptOutcome & { receiptId: string })[],
): Promise<number> {
  const ids = outcomes.map((one) => one.receiptId);
  const update = sql`
    update receipts r set state = o.state, case_id = o.case_id, message_id = o.message_id,
      error = o.error, understood_at = ${new Date()}::timestamptz, locked_until = null
    from unnest(${ids}::uuid[], ${outcomes.map((one) => one.state)}::text[],
      ${outcomes.map((one) => one.caseId)}::uuid[],
      ${outcomes.map((one) => one.messageId)}::uuid[],
      ${outcomes.map((one) => one.error)}::text[]) as o (id, state, case_id, message_id, error)
    where r.account_id = ${tx.accountId} and r.id = any(${ids}::uuid[]) and r.id = o.id
      and r.state in ('stored', 'failed')`;
  return tx.writeNow({ compile: () => update.compile(tx.db) });
}

/** Ends the work on a receipt. Answers false if another worker ended it before: then undo all. */
export async function finishReceipt(
  tx: Tx,
  receiptId: string,
  outcome: ReceiptOutcome,
): Promise<boolean> {
  return (await finishReceipts(tx, [{ receiptId, ...outcome }])) === 1;
}

/**
 * Follows a message that was moved, or about which somebody decided, so that the receipt leads
 * there.
 */
export async function followMessage(
  tx: Tx,
  receiptId: string | null,
  place: { caseId?: string; state?: 'understood' | 'held' },
): Promise<void> {
  if (receiptId === null) return;
  await tx.db
    .updateTable('receipts')
    .set({
      ...(place.caseId ? { case_id: place.caseId } : {}),
      ...(place.state ? { state: place.state } : {}),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', receiptId)
    .where('state', 'in', ['understood', 'held'])
    .execute();
}

/** Puts a failed receipt back to be understood again; false where it did not fail. */
export async function reopenReceipt(tx: Tx, receiptId: string): Promise<boolean> {
  const result = await tx.db
    .updateTable('receipts')
    .set({ state: 'stored', attempts: 0, locked_until: null, understood_at: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', receiptId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Which of these keys no receipt of the channel carries. */
export async function listUnstoredKeys(
  tx: Tx,
  channelId: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${[...keys]}::text[]) as key
    where not exists (select from receipts r where r.account_id = ${tx.accountId}
      and r.channel_id = ${channelId} and r.external_key = key)`.execute(tx.db);
  return rows.map((row) => row.key);
}
