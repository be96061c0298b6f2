import './routing-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { routingDefaults } from './routing-limits.ts';

export type RoutingSettings = Omit<Selectable<Tables['routing_settings']>, 'account_id'>;

const COLUMNS = [
  'capacity',
  'ring_seconds',
  'again_seconds',
  'leave_seconds',
  'quiet_minutes',
  'bot_seconds',
  'release_minutes',
] as const;

/** How the account offers live conversations; the defaults where nobody changed them. */
export async function findRoutingSettings(tx: Tx): Promise<RoutingSettings> {
  const row = await tx.db
    .selectFrom('routing_settings')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row ?? routingDefaults;
}

/**
 * The same, and until the end of the transaction nobody else of any process makes, answers or ends
 * an offer in this account: what is free stays free while it is chosen from.
 */
export async function lockRouting(tx: Tx): Promise<RoutingSettings> {
  const select = tx.db
    .selectFrom('routing_settings')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .forUpdate();
  const known = await select.executeTakeFirst();
  if (known) return known;
  await tx.db
    .insertInto('routing_settings')
    .values({ account_id: tx.accountId, ...routingDefaults })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return select.executeTakeFirstOrThrow();
}

/** Changes how the account offers; `lockRouting` was called before. */
export async function saveRoutingSettings(tx: Tx, settings: RoutingSettings): Promise<void> {
  await tx.db
    .updateTable('routing_settings')
    .set(settings)
    .where('account_id', '=', tx.accountId)
    .execute();
}

/** How many at once by team; teams without a row take what the account says. */
export async function listTeamCapacities(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('team_capacities')
    .select(['team_id', 'capacity'])
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Map(rows.map((row) => [row.team_id, row.capacity]));
}

/** Puts these capacities of teams in the place of all there were. */
export async function saveTeamCapacities(
  tx: Tx,
  capacities: readonly { team_id: string; capacity: number }[],
): Promise<void> {
  await tx.db.deleteFrom('team_capacities').where('account_id', '=', tx.accountId).execute();
  if (capacities.length === 0) return;
  await tx.db
    .insertInto('team_capacities')
    .values(
      capacities.map(({ team_id, capacity }) => ({ account_id: tx.accountId, team_id, capacity })),
    )
    .execute();
}
