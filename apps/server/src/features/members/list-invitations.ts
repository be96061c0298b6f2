import type { Invitation } from '@earshot/contract/member-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type InvitationRow, listInvitationRows } from './invitation-store.ts';
import { LISTED_INVITATIONS_MAX } from './member-limits.ts';

/** Invitations that are open, over or revoked, newest first. */
export async function listInvitations(tx: Tx): Promise<Invitation[]> {
  return (await listInvitationRows(tx, LISTED_INVITATIONS_MAX)).map(presentInvitation);
}

/** An invitation as the interface shows it, without its link. */
export function presentInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    team_ids: row.team_ids,
    invited_by: row.invited_by.name,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    accepted_at: row.accepted_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
