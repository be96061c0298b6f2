import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { findMember, getTeam, type KnownMember } from '../../members/public.ts';

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

/** A team that can own cases; throws `Invalid` at `path` where there is none. */
export async function getKnownTeam(tx: Tx, teamId: string, path: string) {
  try {
    return await getTeam(tx, teamId);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Invalid([{ path, message: 'There is no such team in this account.' }]);
  }
}
