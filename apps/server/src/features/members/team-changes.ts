import type { Team } from '@earshot/contract/member-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { newId } from '../../platform/ids.ts';
import { lockAccount } from '../accounts/public.ts';
import { recordAudit } from '../keys/public.ts';
import { getTeamWithMembers, listTeams } from './list-teams.ts';
import { refuseUnknownIds } from './lock-known-teams.ts';
import { TEAMS_MAX } from './member-limits.ts';
import { listMemberRows } from './member-store.ts';
import {
  findTeamRow,
  insertTeam,
  isTeamNameTaken,
  setMembersOfTeam,
  updateTeamRow,
} from './team-store.ts';
import { countOwnedByTeam } from './team-views.ts';
import type { MemberSessions } from './update-member.ts';

export interface TeamInput {
  name: string;
  signature: string;
  restricted: boolean;
  member_ids: readonly string[];
}

export type TeamSessions = Pick<MemberSessions, 'forgetMembers'>;

/** Adds a team; its name must be free, whatever the case of its letters. */
export async function createTeam(
  tx: Tx,
  actor: Actor,
  input: TeamInput,
  sessions: TeamSessions,
): Promise<Team> {
  await lockAccount(tx);
  if ((await listTeams(tx)).length >= TEAMS_MAX) {
    throw new Refused('too_many_teams', `An account has at most ${TEAMS_MAX} teams.`);
  }
  const { member_ids: memberIds, ...fields } = input;
  await refuseUnknownMembers(tx, memberIds);
  const team = { id: newId(), ...fields };
  if (!(await insertTeam(tx, team))) throw refuseName(input.name);
  await setMembersOfTeam(tx, team.id, memberIds);
  sessions.forgetMembers(tx, memberIds);
  await tell(tx, actor, 'team.created', team.id, { name: team.name, member_ids: memberIds });
  return getTeamWithMembers(tx, team.id);
}

/** Changes the named fields of a team; `member_ids` replaces its members. */
export async function updateTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
  input: { [Field in keyof TeamInput]?: TeamInput[Field] | undefined },
  sessions: TeamSessions,
): Promise<Team> {
  await lockAccount(tx);
  if (!(await findTeamRow(tx, teamId))) throw notFound('team');
  const before = await getTeamWithMembers(tx, teamId);
  if (input.name !== undefined && (await isTeamNameTaken(tx, input.name, teamId))) {
    throw refuseName(input.name);
  }
  await updateTeamRow(tx, teamId, {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.signature === undefined ? {} : { signature: input.signature }),
    ...(input.restricted === undefined ? {} : { restricted: input.restricted }),
  });
  if (input.member_ids) {
    await refuseUnknownMembers(tx, input.member_ids);
    await setMembersOfTeam(tx, teamId, input.member_ids);
    sessions.forgetMembers(tx, [...before.member_ids, ...input.member_ids]);
  }
  const after = await getTeamWithMembers(tx, teamId);
  const changes = differences(before, after);
  if (Object.keys(changes).length > 0) await tell(tx, actor, 'team.changed', teamId, changes);
  return after;
}

/** Removes a team that owns no case and no channel; its name is free again, its id stays known. */
export async function deleteTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
  options: { sessions: TeamSessions; now: Date },
): Promise<void> {
  await lockAccount(tx);
  const team = await findTeamRow(tx, teamId, { lock: true });
  if (!team) throw notFound('team');
  const owned = await countOwnedByTeam(tx, teamId);
  if (owned.cases > 0 || owned.channels > 0) {
    throw new Refused(
      'team_in_use',
      `${team.name} owns ${owned.cases} cases and ${owned.channels} channels. ` +
        'Give them to another team first.',
      { facts: owned },
    );
  }
  const { member_ids: memberIds } = await getTeamWithMembers(tx, teamId);
  await setMembersOfTeam(tx, teamId, []);
  await updateTeamRow(tx, teamId, { deleted_at: options.now });
  options.sessions.forgetMembers(tx, memberIds);
  await tell(tx, actor, 'team.deleted', teamId, { name: team.name, member_ids: memberIds });
}

async function tell(
  tx: Tx,
  actor: Actor,
  name: string,
  teamId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, actor, { action: name, subjectKind: 'team', subjectId: teamId, detail });
  await emitEvent(tx, actor, { name, subjectId: teamId });
}

async function refuseUnknownMembers(tx: Tx, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  const known = (await listMemberRows(tx)).map((member) => member.id);
  refuseUnknownIds('body.member_ids', memberIds, known, 'member');
}

function refuseName(name: string): Refused {
  return new Refused(
    'team_name_taken',
    `There is a team named ${name} already; choose another name.`,
  );
}

function differences(before: Team, after: Team): Record<string, unknown> {
  const fields = ['name', 'signature', 'restricted', 'member_ids'] as const;
  const changed = fields.filter((field) => String(before[field]) !== String(after[field]));
  return Object.fromEntries(
    changed.map((field) => [field, { from: before[field], to: after[field] }]),
  );
}
