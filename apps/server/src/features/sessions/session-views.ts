// Reads members, team_members and accounts: who is behind a session or an address, in any account.
import './session-tables.ts';
import { sql } from 'kysely';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface KnownSession {
  account_id: string;
  id: string;
  member_id: string;
  csrf_token: string;
  created_at: Date;
  last_seen_at: Date;
  /** When a token was last offered or taken up. */
  rotated_at: Date;
  /** Whether a token was offered that nobody used yet. */
  has_offer: boolean;
  expires_at: Date;
  revoked_at: Date | null;
  name: string;
  role: Role;
  locale: 'de' | 'en';
  deactivated_at: Date | null;
  team_ids: string[];
}

/**
 * The session with this SHA-256 as its token, as the one it was offered, or as the one before the
 * last rotation; ended ones included. In a system transaction.
 */
export async function findSessionByToken(
  tx: Tx,
  column: 'token_hash' | 'offered_token_hash' | 'previous_token_hash',
  hash: Buffer,
): Promise<KnownSession | null> {
  const row = await tx.db
    .selectFrom('sessions as session')
    .innerJoin('members as member', (join) =>
      join
        .onRef('member.account_id', '=', 'session.account_id')
        .onRef('member.id', '=', 'session.member_id'),
    )
    .select([
      'session.account_id',
      'session.id',
      'session.member_id',
      'session.csrf_token',
      'session.created_at',
      'session.last_seen_at',
      'session.rotated_at',
      'session.expires_at',
      'session.revoked_at',
      'member.name',
      'member.role',
      'member.locale',
      'member.deactivated_at',
    ])
    .select(sql<boolean>`session.offered_token_hash is not null`.as('has_offer'))
    .select(
      sql<string[]>`array(select team_id from team_members
        where account_id = session.account_id and member_id = session.member_id
        order by team_id)`.as('team_ids'),
    )
    .where(`session.${column}`, '=', hash)
    .executeTakeFirst();
  return row ?? null;
}

export interface SignInCandidate {
  account_id: string;
  account_name: string;
  id: string;
  name: string;
  locale: 'de' | 'en';
  password_hash: string | null;
}

/** Active members with this address (lower case) in any account; in a system transaction. */
export async function listSignInCandidates(
  tx: Tx,
  email: string,
  accountId: string | null,
  limit: number,
): Promise<SignInCandidate[]> {
  let query = tx.db
    .selectFrom('members as member')
    .innerJoin('accounts as account', 'account.id', 'member.account_id')
    .select([
      'member.account_id',
      'account.name as account_name',
      'member.id',
      'member.name',
      'member.locale',
      'member.password_hash',
    ])
    .where('member.email', '=', email)
    .where('member.deactivated_at', 'is', null);
  if (accountId) query = query.where('member.account_id', '=', accountId);
  return query.orderBy('member.account_id').limit(limit).execute();
}

/** The hash of an active member’s password; null if they have none or are not active. */
export async function findPasswordHash(tx: Tx, memberId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('members')
    .select('password_hash')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', memberId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}
