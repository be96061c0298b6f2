import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import type { DeliveryState } from '../conversations/public.ts';
import { type MessageDeliveryState, saveDeliveryState } from '../conversations/public.ts';

/** By which channel something leaves; of a chat answer that follows by mail, the mailbox. */
export interface Leaving {
  channelId: string;
  kind: ChannelKind;
}

/** One row for each recipient, not before `sendAfter`. */
export async function insertDeliveries(
  tx: Tx,
  messageId: string,
  recipients: readonly string[],
  { channelId, kind, sendAfter }: Leaving & { sendAfter: Date },
): Promise<void> {
  const unique = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))];
  tx.insert(
    'deliveries',
    unique.map((recipient) => ({
      account_id: tx.accountId,
      id: newId(),
      message_id: messageId,
      recipient,
      state: 'waiting' as const,
      channel_id: channelId,
      channel_kind: kind,
      next_attempt_at: sendAfter,
    })),
  );
}

export interface DueMessage {
  account_id: string;
  message_id: string;
  /** By which channel. */
  channel_id: string;
  channel_kind: ChannelKind;
}

/**
 * Messages with a recipient that is due, over all accounts, the longest waiting first, once for
 * each channel by which they leave; none of the channels that are left out.
 */
export async function listDueMessages(
  tx: Tx,
  kinds: readonly ChannelKind[],
  withoutChannels: readonly string[],
  most: number,
): Promise<DueMessage[]> {
  const due = sql<DueMessage>`
    select account_id, message_id, channel_id, channel_kind from deliveries
    where state in ('waiting', 'deferred') and next_attempt_at <= now()
      and channel_kind = any(${[...kinds]}::text[])
      and channel_id <> all(${[...withoutChannels]}::uuid[])
    group by account_id, message_id, channel_id, channel_kind
    order by min(next_attempt_at) limit ${most}`;
  return tx.end({ compile: () => due.compile(tx.db) });
}

/** Whom a message reaches by a channel, whatever became of it so far. */
export async function listRecipients(
  tx: Tx,
  messageId: string,
  channelId: string,
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('deliveries')
    .select('recipient')
    .where('account_id', '=', tx.accountId)
    .where('message_id', '=', messageId)
    .where('channel_id', '=', channelId)
    .execute();
  return rows.map((row) => row.recipient);
}

export interface ClaimedDelivery {
  id: string;
  recipient: string;
  attempts: number;
  created_at: Date;
}

/** Takes a message’s due recipients for one attempt; from here on the answer may be on its way. */
export async function claimDeliveries(
  tx: Tx,
  { message_id: messageId, channel_id: channelId }: Pick<DueMessage, 'message_id' | 'channel_id'>,
  claimId: string,
): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    update deliveries set state = 'sending', attempts = attempts + 1,
      locked_until = now() + interval '15 minutes', claim_id = ${claimId}
    where account_id = ${tx.accountId} and message_id = ${messageId}
      and channel_id = ${channelId}
      and state in ('waiting', 'deferred') and next_attempt_at <= now()
    returning id, recipient, attempts, created_at`.execute(tx.db);
  return rows;
}

/** Gives back what was taken by a claim whose commit nobody heard of: nothing was handed over. */
export async function releaseClaim(tx: Tx, claimId: string, messageId: string): Promise<void> {
  await sql`
    update deliveries set state = 'waiting', attempts = attempts - 1, locked_until = null
    where account_id = ${tx.accountId} and message_id = ${messageId}
      and claim_id = ${claimId} and state = 'sending'`.execute(tx.db);
}

/**
 * Which of these messages are due by channels of these kinds, with the kind, the longest waiting
 * first. Nobody takes them back before the transaction ends; those that somebody is about to take
 * back are left out.
 */
export async function lockDueMessages(
  tx: Tx,
  kinds: readonly ChannelKind[],
  messageIds: readonly string[],
  now: Date | null,
): Promise<Map<string, ChannelKind>> {
  const { rows } = await sql<{ message_id: string; kind: ChannelKind }>`
    select message_id, channel_kind as kind from deliveries
    where account_id = ${tx.accountId} and message_id = any(${[...messageIds]}::uuid[])
      and channel_kind = any(${[...kinds]}::text[])
      and state in ('waiting', 'deferred')
      and next_attempt_at <= coalesce(${now}::timestamptz, now())
    order by next_attempt_at, id for no key update skip locked`.execute(tx.db);
  return new Map(rows.map((row) => [row.message_id, row.kind]));
}

/** Writes that these stand where their contacts read them: the attempt and its outcome in one. */
export async function recordPlaced(
  tx: Tx,
  kind: ChannelKind,
  messageIds: readonly string[],
  words: string,
): Promise<void> {
  if (messageIds.length === 0) return;
  await sql`
    update deliveries set state = 'sent', attempts = attempts + 1, locked_until = null,
      server_words = ${words}, provider_id = message_id::text, sent_at = now()
    where account_id = ${tx.accountId} and message_id = any(${[...messageIds]}::uuid[])
      and channel_kind = ${kind} and state in ('waiting', 'deferred')`.execute(tx.db);
}

export interface DeliveryOutcome {
  state: DeliveryState;
  serverWords: string | null;
  nextAttemptAt: Date | null;
  /** Under which the other side tells later what became of it. */
  providerId?: string | null;
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
      provider_id = coalesce(${outcome.providerId ?? null}, provider_id),
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

/**
 * What the other side tells of one delivery by the id it gave. Null where none is known or nothing
 * new is told: states may come twice and in any order, and a failure is never undone by “sent”.
 */
export async function noteProviderState(
  tx: Tx,
  told: {
    providerId: string;
    state: 'delivered' | 'read' | 'failed';
    words: string | null;
    at: Date;
  },
): Promise<{ message_id: string } | null> {
  const { rows } = await sql<{ message_id: string }>`
    update deliveries set
      state = case when ${told.state} = 'failed' then 'bounced' else state end,
      server_words = coalesce(${told.words?.slice(0, SERVER_WORDS_MAX) ?? null}, server_words),
      delivered_at = case when ${told.state} = 'failed' then delivered_at
        else coalesce(delivered_at, ${told.at}) end,
      read_at = case when ${told.state} = 'read' then coalesce(read_at, ${told.at})
        else read_at end
    where account_id = ${tx.accountId} and provider_id = ${told.providerId}
      and case ${told.state} when 'failed' then state <> 'bounced' and read_at is null
        when 'read' then read_at is null else delivered_at is null end
    returning message_id`.execute(tx.db);
  return rows[0] ?? null;
}

/** The contact has read these messages of ours. */
export async function noteRead(tx: Tx, messageIds: readonly string[], at: Date): Promise<void> {
  await sql`update deliveries set read_at = ${at}, delivered_at = coalesce(delivered_at, ${at})
    where account_id = ${tx.accountId} and message_id = any(${[...messageIds]}::uuid[])
      and read_at is null and state = 'sent'`.execute(tx.db);
}

/** The state of a whole message, made from its recipients’; the worst that needs a look wins. */
export async function refreshDeliveryState(
  tx: Tx,
  messageId: string,
): Promise<MessageDeliveryState> {
  const states = await refreshDeliveryStates(tx, [messageId]);
  return states.get(messageId)!;
}

/** The same of several messages; answers the state of each. */
export async function refreshDeliveryStates(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, MessageDeliveryState>> {
  const rows = await tx.db
    .selectFrom('deliveries')
    .select(['message_id', 'state'])
    .where('account_id', '=', tx.accountId)
    .where(sql<boolean>`message_id = any(${[...messageIds]}::uuid[])`)
    .execute();
  const rowsOf = Map.groupBy(rows, (row) => row.message_id);
  const states = new Map(
    messageIds.map((id) => {
      const own = rowsOf.get(id) ?? [];
      return [id, decideMessageState(own.map((row) => row.state))];
    }),
  );
  const idsOf = Map.groupBy(states.keys(), (id) => states.get(id)!);
  for (const [state, ids] of idsOf) await saveDeliveryState(tx, ids, state);
  return states;
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
    select distinct account_id, message_id, channel_id, channel_kind from deliveries
    where state = 'sending' and (not ${onlyExpired} or locked_until < now())`.execute(tx.db);
  return rows;
}

/** The other side recognises a repeated attempt, so what was cut off is simply tried again. */
export async function repeatInterruptedDeliveries(tx: Tx, due: DueMessage): Promise<void> {
  await sql`
    update deliveries set state = 'waiting', locked_until = null, next_attempt_at = now()
    where account_id = ${tx.accountId} and message_id = ${due.message_id}
      and channel_id = ${due.channel_id} and state = 'sending'`.execute(tx.db);
}

/** The channel was told to wait: nothing leaves by it before `until`. */
export async function postponeChannel(tx: Tx, channelId: string, until: Date): Promise<void> {
  await sql`update deliveries set next_attempt_at = ${until}
    where account_id = ${tx.accountId} and channel_id = ${channelId}
      and state in ('waiting', 'deferred') and next_attempt_at < ${until}`.execute(tx.db);
}

/**
 * Whether the relay took the mail is unknown: sending it again by ourselves could answer a contact
 * twice, so its open attempts fail visibly and wait for one click.
 */
export async function failInterruptedDeliveries(tx: Tx, due: DueMessage): Promise<void> {
  const words =
    'Earshot was interrupted while handing this over: it may or may not have arrived. ' +
    'Retry sends it again.';
  await sql`
    update deliveries set state = 'failed', locked_until = null, server_words = ${words}
    where account_id = ${tx.accountId} and message_id = ${due.message_id}
      and channel_id = ${due.channel_id} and state = 'sending'`.execute(tx.db);
}

/** Lets everything due of a kind wait for longer, and says why; of all accounts, in one go. */
export async function postponeAll(
  tx: Tx,
  kind: ChannelKind,
  words: string,
  delay_ms: number,
): Promise<void> {
  await sql`update deliveries set server_words = ${words},
      next_attempt_at = now() + make_interval(secs => ${delay_ms / 1_000})
    where channel_kind = ${kind} and state in ('waiting', 'deferred') and next_attempt_at <= now()`.execute(
    tx.db,
  );
}

/** Everything that waits because no relay was set becomes due: called when one is there. */
export async function wakeWaitingDeliveries(tx: Tx, words: string): Promise<void> {
  await sql`update deliveries set next_attempt_at = now(), server_words = null
    where state = 'waiting' and server_words = ${words}`.execute(tx.db);
}
