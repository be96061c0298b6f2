import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import type { DeliveryState } from '../conversations/public.ts';
import { type MessageDeliveryState, saveDeliveryState } from '../conversations/public.ts';

/** One row for each recipient, not before `sendAfter`. */
export async function insertDeliveries(
  tx: Tx,
  messageId: string,
  recipients: readonly string[],
  sendAfter: Date,
): Promise<void> {
  const unique = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))];
  tx.write(
    tx.db.insertInto('deliveries').values(
      unique.map((recipient) => ({
        account_id: tx.accountId,
        id: newId(),
        message_id: messageId,
        recipient,
        state: 'waiting' as const,
        next_attempt_at: sendAfter,
      })),
    ),
  );
}

export interface DueMessage {
  account_id: string;
  message_id: string;
}

/** Messages with a recipient that is due, over all accounts, the longest waiting first. */
export async function listDueMessages(tx: Tx, most: number): Promise<DueMessage[]> {
  const { rows } = await sql<DueMessage>`
    select account_id, message_id from deliveries
    where state in ('waiting', 'deferred') and next_attempt_at <= now()
    group by account_id, message_id order by min(next_attempt_at) limit ${most}`.execute(tx.db);
  return rows;
}

export interface ClaimedDelivery {
  id: string;
  recipient: string;
  attempts: number;
  created_at: Date;
}

/** Takes a message’s due recipients for one attempt; from here on the answer may be on its way. */
export async function claimDeliveries(tx: Tx, messageId: string): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    update deliveries set state = 'sending', attempts = attempts + 1,
      locked_until = now() + interval '15 minutes'
    where account_id = ${tx.accountId} and message_id = ${messageId}
      and state in ('waiting', 'deferred') and next_attempt_at <= now()
    returning id, recipient, attempts, created_at`.execute(tx.db);
  return rows;
}

export interface DeliveryOutcome {
  state: DeliveryState;
  serverWords: string | null;
  nextAttemptAt: Date | null;
}

/** Characters kept of what a server said. */
const SERVER_WORDS_MAX = 1_000;

/** Writes how one attempt went. */
export async function recordDelivery(
  tx: Tx,
  deliveryId: string,
  outcome: DeliveryOutcome,
): Promise<void> {
  await sql`
    update deliveries set state = ${outcome.state}, locked_until = null,
      server_words = ${outcome.serverWords?.slice(0, SERVER_WORDS_MAX) ?? null},
      next_attempt_at = coalesce(${outcome.nextAttemptAt}, next_attempt_at),
      sent_at = case when ${outcome.state} = 'sent' then now() else sent_at end
    where account_id = ${tx.accountId} and id = ${deliveryId}`.execute(tx.db);
}

/** Bounces reported by another server land on the recipient’s row; all rows where none is named. */
export async function recordBounce(
  tx: Tx,
  messageId: string,
  recipient: string | null,
  outcome: { permanent: boolean; words: string },
): Promise<number> {
  const result = await tx.db
    .updateTable('deliveries')
    .set({
      ...(outcome.permanent ? { state: 'bounced' as const } : {}),
      server_words: outcome.words.slice(0, SERVER_WORDS_MAX),
    })
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .$if(recipient !== null, (query) => query.where('recipient', '=', recipient ?? ''))
    .where('state', 'in', ['sent', 'deferred', 'sending', 'bounced'])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The state of the whole message, made from its recipients’; the worst that needs a look wins. */
export async function refreshDeliveryState(
  tx: Tx,
  messageId: string,
): Promise<MessageDeliveryState> {
  const rows = await tx.db
    .selectFrom('deliveries')
    .select('state')
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .execute();
  const state = decideMessageState(rows.map((row) => row.state));
  await saveDeliveryState(tx, messageId, state);
  return state;
}

/** Pure: recipients’ states to the message’s. */
export function decideMessageState(states: readonly DeliveryState[]): MessageDeliveryState {
  if (states.includes('bounced')) return 'bounced';
  if (states.includes('failed')) return 'failed';
  if (states.some((state) => state === 'waiting' || state === 'sending' || state === 'deferred')) {
    return 'waiting';
  }
  if (states.every((state) => state === 'cancelled')) return 'cancelled';
  return 'sent';
}

/** Takes a message back; false if a recipient’s copy is already on its way. */
export async function cancelDeliveries(tx: Tx, messageId: string): Promise<boolean> {
  const rows = await tx.db
    .selectFrom('deliveries')
    .select(['id', 'state'])
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .forUpdate()
    .execute();
  if (rows.length === 0 || rows.some((row) => row.state !== 'waiting')) return false;
  await tx.db
    .updateTable('deliveries')
    .set({ state: 'cancelled' })
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .execute();
  return true;
}

/** Makes deferred and failed recipients due now; answers how many. */
export async function retryDeliveries(tx: Tx, messageId: string): Promise<number> {
  const result = await tx.db
    .updateTable('deliveries')
    .set({ state: 'waiting', next_attempt_at: new Date(), locked_until: null })
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .where('state', 'in', ['deferred', 'failed', 'bounced'])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Messages with attempts that a killed process left open, or all whose lease ran out. */
export async function listInterruptedMessages(tx: Tx, onlyExpired: boolean): Promise<DueMessage[]> {
  const { rows } = await sql<DueMessage>`
    select distinct account_id, message_id from deliveries
    where state = 'sending' and (not ${onlyExpired} or locked_until < now())`.execute(tx.db);
  return rows;
}

/**
 * Whether the relay took the mail is unknown: sending it again by ourselves could answer a contact
 * twice, so its open attempts fail visibly and wait for one click.
 */
export async function failInterruptedDeliveries(tx: Tx, messageId: string): Promise<void> {
  const words =
    'Earshot was interrupted while handing this over: it may or may not have arrived. ' +
    'Retry sends it again.';
  await sql`
    update deliveries set state = 'failed', locked_until = null, server_words = ${words}
    where account_id = ${tx.accountId} and message_id = ${messageId}
      and state = 'sending'`.execute(tx.db);
}

/** Lets everything that is due wait for longer, and says why; of all accounts, in one go. */
export async function postponeAll(tx: Tx, words: string, delay_ms: number): Promise<void> {
  await sql`update deliveries set server_words = ${words},
      next_attempt_at = now() + make_interval(secs => ${delay_ms / 1_000})
    where state in ('waiting', 'deferred') and next_attempt_at <= now()`.execute(tx.db);
}

/** Everything that waits because no relay was set becomes due: called when one is there. */
export async function wakeWaitingDeliveries(tx: Tx, words: string): Promise<void> {
  await sql`update deliveries set next_attempt_at = now(), server_words = null
    where state = 'waiting' and server_words = ${words}`.execute(tx.db);
}
