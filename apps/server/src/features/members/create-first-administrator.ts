import type { Tx } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { insertMember } from './member-store.ts';
import { memberText } from './member-texts.ts';
import { insertTeam, setMembersOfTeam } from './team-store.ts';

/** The first member of a new account and the first team, whose member they are. */
export async function createFirstAdministrator(
  tx: Tx,
  first: { email: string; name: string; locale: 'de' | 'en'; passwordHash: string },
): Promise<{ memberId: string; teamId: string }> {
  const memberId = newId();
  const teamId = newId();
  const isAdded = await insertMember(tx, { id: memberId, role: 'administrator', ...first });
  if (!isAdded) throw new Error('A new account has a member already.');
  const name = memberText(first.locale, 'first_team');
  await insertTeam(tx, { id: teamId, name, signature: '', restricted: false });
  await setMembersOfTeam(tx, teamId, [memberId]);
  return { memberId, teamId };
}
