import type { Member } from '@earshot/contract/member-contract.ts';
import type { MemberActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, notFound } from '../../platform/errors.ts';
import { findMemberRow, listMemberRows, type MemberRow } from './member-store.ts';
import {
  findTeamRow,
  listTeamMemberships,
  listTeamRows,
  type TeamMembership,
  type TeamRow,
} from './team-store.ts';

/** What other slices need to know of a member before they hand them work. */
export interface KnownMember extends MemberRow {
  teamIds: string[];
}

/** A member, deactivated or not; null if there is none with this id in the account. */
export async function findMember(tx: Tx, memberId: string): Promise<KnownMember | null> {
  const row = await findMemberRow(tx, memberId);
  if (!row) return null;
  const memberships = await listTeamMemberships(tx, { memberId });
  return { ...row, teamIds: memberships.map((membership) => membership.team_id) };
}

/** A member who can be given work; throws `Invalid` at `path` for one who is not there any more. */
export async function getActiveMember(
  tx: Tx,
  memberId: string,
  path: string,
): Promise<KnownMember> {
  const member = await findMember(tx, memberId);
  if (member && member.deactivated_at === null) return member;
  const message = member
    ? `${member.name} is deactivated; choose somebody else.`
    : 'There is no such member in this account.';
  throw new Invalid([{ path, message }]);
}

/** The member as an actor, for what is done or told in their name without a session of theirs. */
export function actorOf(tx: Tx, member: KnownMember): MemberActor {
  return {
    kind: 'member',
    accountId: tx.accountId,
    id: member.id,
    name: member.name,
    locale: member.locale,
    role: member.role,
    teamIds: member.teamIds,
    sessionId: '',
  };
}

/** A member as the interface shows them; throws 404 if there is none. */
export async function getMember(tx: Tx, memberId: string): Promise<Member> {
  const row = await findMemberRow(tx, memberId);
  if (!row) throw notFound('member');
  const teams = await listTeamRows(tx);
  return presentMember(row, teams, await listTeamMemberships(tx, { memberId }));
}

/** Everybody with a login, by name. */
export async function listMembers(tx: Tx): Promise<Member[]> {
  const rows = await listMemberRows(tx);
  const teams = await listTeamRows(tx);
  const memberships = Map.groupBy(
    await listTeamMemberships(tx),
    (membership) => membership.member_id,
  );
  return rows.map((row) => presentMember(row, teams, memberships.get(row.id) ?? []));
}

function presentMember(
  row: MemberRow,
  teams: readonly TeamRow[],
  memberships: readonly TeamMembership[],
): Member {
  const own = new Set(memberships.map((membership) => membership.team_id));
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    locale: row.locale,
    teams: teams.filter((team) => own.has(team.id)).map(({ id, name }) => ({ id, name })),
    deactivated_at: row.deactivated_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/** A team that was not removed; throws 404 if there is none. */
export async function getTeam(tx: Tx, teamId: string): Promise<TeamRow> {
  const team = await findTeamRow(tx, teamId);
  if (!team) throw notFound('team');
  return team;
}

/**
 * A team that can own cases and work; throws `Invalid` at `path` where there is none. It is not
 * removed before the end of the transaction.
 */
export async function getKnownTeam(tx: Tx, teamId: string, path: string): Promise<TeamRow> {
  const team = await findTeamRow(tx, teamId, { keep: true });
  if (team) return team;
  throw new Invalid([{ path, message: 'There is no such team in this account.' }]);
}
