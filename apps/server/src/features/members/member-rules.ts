import type { Role } from '../../platform/actor.ts';

export interface MemberState {
  id: string;
  role: Role;
  isActive: boolean;
}

export interface MemberChange {
  role?: Role | undefined;
  deactivated?: boolean | undefined;
}

export type MemberChangeRefusal = 'last_administrator' | 'own_login';

/**
 * Whether a change of role or login is refused: an account always keeps an administrator who can
 * sign in, and nobody locks themselves out by a slip. Null: fine.
 */
export function decideMemberChange(
  target: MemberState,
  change: MemberChange,
  actorId: string,
  activeAdministratorIds: readonly string[],
): MemberChangeRefusal | null {
  const deactivates = change.deactivated === true && target.isActive;
  if (deactivates && target.id === actorId) return 'own_login';
  const staysAdministrator =
    (change.role ?? target.role) === 'administrator' && !(change.deactivated ?? !target.isActive);
  const others = activeAdministratorIds.filter((id) => id !== target.id);
  const isOne = target.role === 'administrator' && target.isActive;
  if (isOne && !staysAdministrator && others.length === 0) return 'last_administrator';
  return null;
}

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

/** What became of an invitation. */
export function decideInvitationState(
  invitation: { accepted_at: Date | null; revoked_at: Date | null; expires_at: Date },
  now: Date,
): InvitationState {
  if (invitation.accepted_at) return 'accepted';
  if (invitation.revoked_at) return 'revoked';
  return invitation.expires_at > now ? 'open' : 'expired';
}
