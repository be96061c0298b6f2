import type { Team } from '@earshot/contract/member-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { findTeamRow, listTeamMemberships, listTeamRows, type TeamRow } from './team-store.ts';

/** All teams with their members, by name. */
export async function listTeams(tx: Tx): Promise<Team[]> {
  const rows = await listTeamRows(tx);
  const memberships = Map.groupBy(await listTeamMemberships(tx), (row) => row.team_id);
  return rows.map((row) =>
    presentTeam(
      row,
      (memberships.get(row.id) ?? []).map((membership) => membership.member_id),
    ),
  );
}

/** A team with its members; throws 404 if there is none. */
export async function getTeamWithMembers(tx: Tx, teamId: string): Promise<Team> {
  const row = await findTeamRow(tx, teamId);
  if (!row) throw notFound('team');
  const memberships = await listTeamMemberships(tx, { teamId });
  return presentTeam(
    row,
    memberships.map((membership) => membership.member_id),
  );
}

function presentTeam(row: TeamRow, memberIds: readonly string[]): Team {
  return {
    id: row.id,
    name: row.name,
    signature: row.signature,
    restricted: row.restricted,
    member_ids: memberIds.toSorted(),
  };
}
