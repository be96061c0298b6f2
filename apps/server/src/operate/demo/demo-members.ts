import {
  demoMembers,
  demoTeams,
  type MemberKey,
  type TeamKey,
} from '../../features/demo/demo-people.ts';
import { acceptInvitation } from '../../features/members/accept-invitation.ts';
import { createTeam, updateTeam } from '../../features/members/team-changes.ts';
import { createInvitation } from '../../features/members/create-invitation.ts';
import { listTeams } from '../../features/members/list-teams.ts';
import { systemActor, type MemberActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/database.ts';

export interface DemoPeople {
  readonly members: Record<MemberKey, MemberActor>;
  readonly teams: Record<TeamKey, string>;
}

const nobodySignedIn = { forgetMembers: () => undefined };

/** Makes the teams and members of the named world, invited and accepted as everybody is. */
export async function createDemoMembers(
  { db, publicUrl }: { db: Database; publicUrl: string },
  accountId: string,
  password: string,
): Promise<DemoPeople> {
  const actor = systemActor(accountId, 'demo');
  const teams = await createTeams(db, accountId);
  const members: [string, MemberActor][] = [];
  for (const [key, person] of Object.entries(demoMembers)) {
    const now = new Date();
    const teamIds = person.teams.map((team) => teams[team]);
    const input = { ...person, team_ids: teamIds };
    const { link } = await db.withAccount(accountId, (tx) =>
      createInvitation(tx, actor, input, { publicUrl, now }),
    );
    const token = new URL(link).hash.slice(1);
    const accepted = { name: person.name, password, locale: person.locale };
    const { member_id: id } = await acceptInvitation(db, token, accepted, now, async () => {});
    const { name, role, locale } = person;
    members.push([
      key,
      { kind: 'member', accountId, id, name, role, locale, teamIds, sessionId: id },
    ]);
  }
  return { teams, members: Object.fromEntries(members) as Record<MemberKey, MemberActor> };
}

async function createTeams(db: Database, accountId: string): Promise<Record<TeamKey, string>> {
  const actor = systemActor(accountId, 'demo');
  return db.withAccount(accountId, async (tx) => {
    const known = await listTeams(tx);
    const made: [string, string][] = [];
    for (const [key, { name, signature }] of Object.entries(demoTeams)) {
      // The one team that every set-up makes becomes the first of the world.
      const only = known.length === 1 && made.length === 0 ? known[0] : undefined;
      const found = known.find((team) => team.name === name) ?? only;
      const input = { name, signature, restricted: false, member_ids: [] };
      const team = found
        ? await updateTeam(tx, actor, found.id, { name, signature }, nobodySignedIn)
        : await createTeam(tx, actor, input, nobodySignedIn);
      made.push([key, team.id]);
    }
    return Object.fromEntries(made) as Record<TeamKey, string>;
  });
}
