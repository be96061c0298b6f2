import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type Tables } from '../../platform/db/tables.ts';

/** Why a mailbox fares as it does; the sentence is made from it in the reader’s language. */
export type HealthReason =
  | 'connected'
  | 'connecting'
  | 'login_refused'
  | 'token_refused'
  | 'mailbox_missing'
  | 'unreachable'
  | 'certificate_refused'
  | 'went_silent'
  | 'storage_failed'
  | 'secrets_unreadable'
  | 'server_error';

/** How the pull of a mailbox fares. Instants are RFC 3339 texts in UTC. */
export interface ChannelHealth {
  readonly state: 'ok' | 'connecting' | 'failing';
  readonly reason: HealthReason;
  /** The server’s own words, verbatim, where there are any; at most 500 characters are kept. */
  readonly serverWords?: string | null;
  readonly lastOkAt?: string | null;
  readonly lastReceivedAt?: string | null;
  readonly onServer?: number | null;
  readonly withUs?: number | null;
  readonly countedAt?: string | null;
}

const SERVER_WORDS_MAX = 500;

/**
 * Keeps how a mailbox fares. Fields left out stay as they were, so that the last success is still
 * known while it fails.
 */
export async function saveChannelHealth(
  tx: Tx,
  channelId: string,
  health: ChannelHealth,
): Promise<void> {
  const words = health.serverWords?.slice(0, SERVER_WORDS_MAX).replaceAll('\u0000', '') ?? null;
  const kept = json({ ...health, serverWords: words });
  await tx.db
    .insertInto('channel_states')
    .values({ account_id: tx.accountId, channel_id: channelId, health: kept })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'channel_id']).doUpdateSet((eb) => ({
        health: eb('channel_states.health', '||', eb.ref('excluded.health')) as never,
        updated_at: new Date(),
      })),
    )
    .execute();
}

/** How far the mailbox was pulled, as `saveChannelCursor` kept it; null before the first time. */
export async function loadChannelCursor<Cursor>(tx: Tx, channelId: string): Promise<Cursor | null> {
  const row = await tx.db
    .selectFrom('channel_states')
    .select('cursor')
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return (row?.cursor ?? null) as Cursor | null;
}

/** Keeps how far the mailbox was pulled. Call it only after every receipt up to there is stored. */
export async function saveChannelCursor(tx: Tx, channelId: string, cursor: unknown): Promise<void> {
  await tx.db
    .insertInto('channel_states')
    .values({ account_id: tx.accountId, channel_id: channelId, cursor: json(cursor) })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'channel_id'])
        .doUpdateSet({ cursor: json(cursor), updated_at: new Date() }),
    )
    .execute();
}

/** Forgets how far a mailbox was pulled, because the channel now looks into another one. */
export async function forgetChannelState(tx: Tx, channelId: string): Promise<void> {
  await tx.db
    .deleteFrom('channel_states')
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', channelId)
    .execute();
}

/** How each channel of the account fares, by channel id. */
export async function listChannelHealth(tx: Tx): Promise<Map<string, Partial<ChannelHealth>>> {
  const rows: Pick<Selectable<Tables['channel_states']>, 'channel_id' | 'health'>[] = await tx.db
    .selectFrom('channel_states')
    .select(['channel_id', 'health'])
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Map(rows.map((row) => [row.channel_id, row.health as Partial<ChannelHealth>]));
}
