import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';

/** So many of the last errors are kept for each channel. */
const ERRORS_KEPT = 20;
/** Characters kept of what the other side said. */
const WORDS_MAX = 1_000;

export interface ChannelError {
  id: string;
  at: Date;
  code: string;
  words: string;
}

/** Keeps what went wrong on a channel and forgets what is older than the last twenty. */
export async function noteChannelError(
  tx: Tx,
  channelId: string,
  error: Omit<ChannelError, 'id'>,
): Promise<void> {
  await tx.db
    .insertInto('channel_errors')
    .values({
      account_id: tx.accountId,
      id: newId(),
      channel_id: channelId,
      at: error.at,
      code: error.code,
      words: error.words.replaceAll('\u0000', '').slice(0, WORDS_MAX),
    })
    .execute();
  await sql`delete from channel_errors where account_id = ${tx.accountId} and id in (
    select id from channel_errors where account_id = ${tx.accountId}
      and channel_id = ${channelId} order by id desc offset ${ERRORS_KEPT})`.execute(tx.db);
}

/** The last errors of a channel, the newest first. */
export async function listLastErrors(tx: Tx, channelId: string): Promise<ChannelError[]> {
  return tx.db
    .selectFrom('channel_errors')
    .select(['id', 'at', 'code', 'words'])
    .where('account_id', '=', tx.accountId)
    .where('channel_id', '=', channelId)
    .orderBy('id', 'desc')
    .limit(ERRORS_KEPT)
    .execute();
}
