import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json } from '../../../platform/db/tables.ts';
import '../channel-tables.ts';

/** What the adapter saw at its last check, as it is kept: instants as RFC 3339 texts. */
export interface KeptCheck {
  code: string;
  words: string | null;
  /** Since when it is like this. */
  since: string;
  at: string;
}

export interface DueChannel {
  account_id: string;
  id: string;
}

/** Channels that are on and whose check is due, over all accounts; for `withSystem`. */
export async function listDueChannels(tx: Tx, now: Date, most: number): Promise<DueChannel[]> {
  const { rows } = await sql<DueChannel>`
    select c.account_id, c.id from channel_accounts c
    left join channel_states s on s.account_id = c.account_id and s.channel_id = c.id
    where c.disabled_at is null and (s.check_after is null or s.check_after <= ${now})
    order by s.check_after nulls first, c.id limit ${most}`.execute(tx.db);
  return rows;
}

/** Takes the check of a channel, so that no other process does it, too; false: it was taken. */
export async function claimCheck(
  tx: Tx,
  channelId: string,
  now: Date,
  nextAt: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into channel_states as s (account_id, channel_id, check_after)
    values (${tx.accountId}, ${channelId}, ${nextAt})
    on conflict (account_id, channel_id) do update set check_after = excluded.check_after
      where s.check_after is null or s.check_after <= ${now}
    returning channel_id`.execute(tx.db);
  return rows.length === 1;
}

/** Keeps what a check saw, and when the next one is due; answers what was seen before. */
export async function saveCheck(
  tx: Tx,
  channelId: string,
  seen: Pick<KeptCheck, 'code' | 'words'>,
  now: Date,
  nextAt: Date,
): Promise<KeptCheck | null> {
  const before = (await listChecks(tx)).get(channelId) ?? null;
  const at = now.toISOString();
  const since = before?.code === seen.code ? before.since : at;
  await tx.db
    .updateTable('channel_states')
    .set({ checked: json({ ...seen, since, at }), check_after: nextAt })
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', channelId)
    .execute();
  return before;
}

/** What was seen last on each channel of the account. */
export async function listChecks(tx: Tx): Promise<Map<string, KeptCheck>> {
  const rows = await tx.db
    .selectFrom('channel_states')
    .select(['channel_id', 'checked'])
    .where('account_id', '=', tx.accountId)
    .where('checked', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.channel_id, row.checked as unknown as KeptCheck]));
}
