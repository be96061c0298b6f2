import './member-tables.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface TeamRow {
  id: string;
  name: string;
  signature: string;
  restricted: boolean;
}

const COLUMNS = ['id', 'name', 'signature', 'restricted'] as const;

/** Adds a team; false if another team has this name. */
export async function insertTeam(tx: Tx, team: TeamRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('teams')
    .values({ account_id: tx.accountId, ...team, deleted_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** All teams by name, without the removed ones. */
export async function listTeamRows(tx: Tx): Promise<TeamRow[]> {
  return tx.db
    .selectFrom('teams')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** A team that was not removed; `lock`: against changes, `keep`: against its removal. */
export async function findTeamRow(
  tx: Tx,
  teamId: string,
  options: { lock?: boolean; keep?: boolean } = {},
): Promise<TeamRow | null> {
  let query = tx.db
    .selectFrom('teams')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', teamId)
    .where('deleted_at', 'is', null);
  if (options.lock) query = query.forUpdate();
  if (options.keep) query = query.forKeyShare();
  return (await query.executeTakeFirst()) ?? null;
}

/** Whether another team already has this name; case does not matter. */
export async function isTeamNameTaken(tx: Tx, name: string, exceptId: string): Promise<boolean> {
  const rows = await tx.db
    .selectFrom('teams')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .where('id', '!=', exceptId)
    .where((where) => where(where.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .limit(1)
    .execute();
  return rows.length > 0;
}

/** Changes the named fields of a team. */
export async function updateTeamRow(
  tx: Tx,
  teamId: string,
  change: Partial<Omit<TeamRow, 'id'>> & { deleted_at?: Date },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db
    .updateTable('teams')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', teamId)
    .execute();
}

export interface TeamMembership {
  team_id: string;
  member_id: string;
}

/** Who belongs to which team, over the whole account or for one member. */
export async function listTeamMemberships(
  tx: Tx,
  only: { memberId?: string; teamId?: string } = {},
): Promise<TeamMembership[]> {
  let query = tx.db
    .selectFrom('team_members')
    .select(['team_id', 'member_id'])
    .where('account_id', '=', tx.accountId);
  if (only.memberId) query = query.where('member_id', '=', only.memberId);
  if (only.teamId) query = query.where('team_id', '=', only.teamId);
  return query.execute();
}

/** Puts a member into exactly these teams. */
export async function setTeamsOfMember(
  tx: Tx,
  memberId: string,
  teamIds: readonly string[],
): Promise<void> {
  await tx.db
    .deleteFrom('team_members')
    .where('account_id', '=', tx.accountId)
    .where('member_id', '=', memberId)
    .execute();
  await insertMemberships(
    tx,
    teamIds.map((teamId) => ({ team_id: teamId, member_id: memberId })),
  );
}

/** Makes exactly these members the members of a team. */
export async function setMembersOfTeam(
  tx: Tx,
  teamId: string,
  memberIds: readonly string[],
): Promise<void> {
  await tx.db
    .deleteFrom('team_members')
    .where('account_id', '=', tx.accountId)
    .where('team_id', '=', teamId)
    .execute();
  await insertMemberships(
    tx,
    memberIds.map((memberId) => ({ team_id: teamId, member_id: memberId })),
  );
}

async function insertMemberships(tx: Tx, rows: readonly TeamMembership[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('team_members')
    .values(rows.map((row) => ({ account_id: tx.accountId, ...row })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Teams of these ids that exist and were not removed; locked so that none is removed meanwhile. */
export async function lockTeamsForUse(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('teams')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .where('id', 'in', [...teamIds])
    .orderBy('id')
    .forShare()
    .execute();
  return rows.map((row) => row.id);
}
