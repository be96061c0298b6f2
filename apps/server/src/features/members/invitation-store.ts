import './member-tables.ts';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor } from '../../platform/db/tables.ts';

export interface InvitationRow {
  account_id: string;
  id: string;
  email: string;
  name: string;
  role: Role;
  locale: 'de' | 'en';
  team_ids: string[];
  invited_by: StoredActor;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = [
  'account_id',
  'id',
  'email',
  'name',
  'role',
  'locale',
  'team_ids',
  'invited_by',
  'created_at',
  'expires_at',
  'accepted_at',
  'revoked_at',
] as const;

/** Adds an invitation by the SHA-256 of its token. */
export async function insertInvitation(
  tx: Tx,
  invitation: Pick<InvitationRow, 'id' | 'email' | 'name' | 'role' | 'locale' | 'team_ids'> & {
    tokenHash: Buffer;
    invitedBy: StoredActor;
    expiresAt: Date;
  },
): Promise<InvitationRow> {
  const { tokenHash, invitedBy, expiresAt, ...named } = invitation;
  return tx.db
    .insertInto('invitations')
    .values({
      account_id: tx.accountId,
      ...named,
      token_hash: tokenHash,
      invited_by: json(invitedBy),
      expires_at: expiresAt,
      accepted_at: null,
      revoked_at: null,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** The newest invitations first. */
export async function listInvitationRows(tx: Tx, limit: number): Promise<InvitationRow[]> {
  return tx.db
    .selectFrom('invitations')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** How many invitations could be accepted now. */
export async function countOpenInvitations(tx: Tx, now: Date): Promise<number> {
  const row = await tx.db
    .selectFrom('invitations')
    .select((select) => select.fn.countAll<number>().as('open'))
    .where('account_id', '=', tx.accountId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return row.open;
}

/** The invitation with this SHA-256 in any account; in a system transaction. */
export async function findInvitationByToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<InvitationRow | null> {
  const row = await tx.db
    .selectFrom('invitations')
    .select(COLUMNS)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row ?? null;
}

/** Marks an invitation as accepted; false if it no longer waits. */
export async function acceptInvitationRow(
  tx: Tx,
  invitationId: string,
  at: Date,
): Promise<boolean> {
  const accepted = await tx.db
    .updateTable('invitations')
    .set({ accepted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .executeTakeFirst();
  return accepted !== undefined;
}

/** Revokes waiting invitations: one, or all to an address. Answers the revoked ones. */
export async function revokeInvitationRows(
  tx: Tx,
  which: { id: string } | { email: string },
  at: Date,
): Promise<InvitationRow[]> {
  let query = tx.db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('account_id', '=', tx.accountId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null);
  query = 'id' in which ? query.where('id', '=', which.id) : query.where('email', '=', which.email);
  return query.returning(COLUMNS).execute();
}
