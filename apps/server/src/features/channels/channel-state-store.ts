import type { Tx } from '../../platform/db/database.ts';
import { json } from '../../platform/db/tables.ts';
import type { MailboxHealth } from './email/receive/mailbox-health.ts';

/** The health of a mailbox as it is kept: instants as RFC 3339 texts. */
export type KeptHealth = Pick<MailboxHealth, 'state' | 'code' | 'facts' | 'serverWords'> & {
  lastOkAt?: string;
  lastReceivedAt?: string;
  onServer?: number;
  withUs?: number;
  countedAt?: string;
};

/**
 * Keeps how a mailbox fares. What a newly started pull does not know yet (null) stays as it was, so
 * that the last success is still known while it fails.
 */
export async function saveChannelHealth(
  tx: Tx,
  channelId: string,
  health: MailboxHealth,
): Promise<void> {
  const { state, code, facts, serverWords, ...known } = health;
  const learnt = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  const words = serverWords?.replaceAll('\u0000', '') ?? null;
  const kept = json({ ...learnt, state, code, facts, serverWords: words });
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
export async function listChannelHealth(tx: Tx): Promise<Map<string, KeptHealth>> {
  const rows = await tx.db
    .selectFrom('channel_states')
    .select(['channel_id', 'health'])
    .where('account_id', '=', tx.accountId)
    .execute();
  const told = rows.filter((row) => 'code' in row.health);
  return new Map(told.map((row) => [row.channel_id, row.health as unknown as KeptHealth]));
}
