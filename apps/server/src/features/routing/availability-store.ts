import './routing-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

export type AvailabilityRow = Selectable<Tables['member_availabilities']>;

/** What a member said of themselves; null: nothing yet, so they are away. */
export async function findAvailability(tx: Tx, memberId: string): Promise<AvailabilityRow | null> {
  const row = await tx.db
    .selectFrom('member_availabilities')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes what holds for a member from now on. */
export async function saveAvailability(
  tx: Tx,
  row: Omit<AvailabilityRow, 'account_id'>,
): Promise<void> {
  const { member_id: _, ...change } = row;
  await tx.db
    .insertInto('member_availabilities')
    .values({ account_id: tx.accountId, ...row })
    .onConflict((conflict) => conflict.columns(['account_id', 'member_id']).doUpdateSet(change))
    .execute();
}

/** These members ended a conversation: they can be asked again for what they left. */
export async function noteFreed(tx: Tx, memberIds: readonly string[], now: Date): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.db
    .updateTable('member_availabilities')
    .set({ free_since: now })
    .where('account_id', '=', tx.accountId)
    .where('member_id', 'in', memberIds)
    .execute();
}

/** A member took a live conversation: others were idle longer from now on. */
export async function noteTaken(tx: Tx, memberId: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('member_availabilities')
    .set({ idle_since: now })
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .execute();
}

/** A desk of the member is open at this process. */
export async function openConnection(
  tx: Tx,
  memberId: string,
  processId: string,
  now: Date,
): Promise<void> {
  await tx.db
    .insertInto('desk_connections')
    .values({
      account_id: tx.accountId,
      member_id: memberId,
      process_id: processId,
      seen_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'member_id', 'process_id']).doUpdateSet({ seen_at: now }),
    )
    .execute();
  await setLeaveAt(tx, memberId, null);
}

/** The last desk of the member at this process closed. */
export async function closeConnection(tx: Tx, memberId: string, processId: string): Promise<void> {
  await tx.db
    .deleteFrom('desk_connections')
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('process_id', '=', processId)
    .execute();
}

/** When the member leaves, whose last desk closed; null: they are here. */
export async function setLeaveAt(tx: Tx, memberId: string, at: Date | null): Promise<void> {
  await tx.db
    .updateTable('member_availabilities')
    .set({ leave_at: at })
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .where('state', '<>', 'away')
    .where('leave_at', at === null ? 'is not' : 'is', null)
    .execute();
}

/** When it is looked at again whether what an absent member has rings at others; the earliest. */
export async function scheduleRelease(
  tx: Tx,
  memberId: string,
  at: Date,
  now: Date,
): Promise<void> {
  await tx.db
    .insertInto('member_availabilities')
    .values({ account_id: tx.accountId, ...newcomer(memberId, now), release_at: at })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'member_id']).doUpdateSet({
        release_at: sql<Date>`least(member_availabilities.release_at, excluded.release_at)`,
      }),
    )
    .execute();
}

/** Members whose conversations are looked at now; each once, until it is scheduled anew. */
export async function takeReleasing(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.db
    .updateTable('member_availabilities')
    .set({ release_at: null })
    .where('account_id', '=', tx.accountId)
    .where('release_at', '<=', now)
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id).toSorted();
}

/** Somebody who never said whether they take live conversations. */
export function newcomer(memberId: string, now: Date): Omit<AvailabilityRow, 'account_id'> {
  return {
    member_id: memberId,
    state: 'away',
    capacity: null,
    since: now,
    because: 'own',
    free_since: now,
    idle_since: now,
    leave_at: null,
    release_at: null,
  };
}

/** Members of the account who have a desk open at any process. */
export async function listConnectedIds(tx: Tx): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('desk_connections')
    .select('member_id')
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

/** This process lives; answers whose desks are written down as open at it; as the system. */
export async function keepConnections(
  tx: Tx,
  processId: string,
  now: Date,
): Promise<{ account_id: string; member_id: string }[]> {
  const { rows } = await sql<{ account_id: string; member_id: string }>`
    update desk_connections set seen_at = ${now} where process_id = ${processId}
    returning account_id, member_id`.execute(tx.db);
  return rows;
}

/** Takes away what processes left that are gone; answers whose desks these were; as the system. */
export async function dropDeadConnections(
  tx: Tx,
  seenBefore: Date,
): Promise<{ account_id: string; member_id: string }[]> {
  const { rows } = await sql<{ account_id: string; member_id: string }>`
    delete from desk_connections where seen_at < ${seenBefore}
    returning account_id, member_id`.execute(tx.db);
  return rows;
}

/** Members whose last desk closed long enough ago. */
export async function listLeaving(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('member_availabilities')
    .select('member_id')
    .where('account_id', '=', tx.accountId)
    .where('leave_at', '<=', now)
    .orderBy('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}
