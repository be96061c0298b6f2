// Reads cases and channel_accounts: what a team owns.
import type { Tx } from '../../platform/db/database.ts';

/** How many cases and channels a team owns; a team that owns something cannot be removed. */
export async function countOwnedByTeam(
  tx: Tx,
  teamId: string,
): Promise<{ cases: number; channels: number }> {
  const cases = await tx.db
    .selectFrom('cases')
    .select((select) => select.fn.countAll<number>().as('owned'))
    .where('account_id', '=', tx.accountId)
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  const channels = await tx.db
    .selectFrom('channel_accounts')
    .select((select) => select.fn.countAll<number>().as('owned'))
    .where('account_id', '=', tx.accountId)
    .where('team_id', '=', teamId)
    .executeTakeFirstOrThrow();
  return { cases: cases.owned, channels: channels.owned };
}
