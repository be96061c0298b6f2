import './member-tables.ts';
import type { Role } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface MemberRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  locale: 'de' | 'en';
  created_at: Date;
  deactivated_at: Date | null;
}

const COLUMNS = ['id', 'email', 'name', 'role', 'locale', 'created_at', 'deactivated_at'] as const;

/** Adds a member; false if the address already belongs to one of this account. */
export async function insertMember(
  tx: Tx,
  member: {
    id: string;
    email: string;
    name: string;
    role: Role;
    locale: 'de' | 'en';
    passwordHash: string | null;
  },
): Promise<boolean> {
  const added = await tx.db
    .insertInto('members')
    .values({
      account_id: tx.accountId,
      id: member.id,
      email: member.email,
      name: member.name,
      role: member.role,
      locale: member.locale,
      password_hash: member.passwordHash,
      deactivated_at: null,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Everybody with a login, by name; the deactivated ones included. */
export async function listMemberRows(tx: Tx): Promise<MemberRow[]> {
  return tx.db
    .selectFrom('members')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** One member, deactivated or not. */
export async function findMemberRow(tx: Tx, memberId: string): Promise<MemberRow | null> {
  const row = await tx.db
    .selectFrom('members')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row ?? null;
}

/** The member with this address (in lower case), deactivated or not. */
export async function findMemberByEmail(tx: Tx, email: string): Promise<MemberRow | null> {
  const row = await tx.db
    .selectFrom('members')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('email', '=', email)
    .executeTakeFirst();
  return row ?? null;
}

/** Administrators who can sign in. */
export async function listActiveAdministratorIds(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('members')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('role', '=', 'administrator')
    .where('deactivated_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Changes the named fields of a member. */
export async function updateMemberRow(
  tx: Tx,
  memberId: string,
  change: Partial<Pick<MemberRow, 'name' | 'role' | 'locale' | 'deactivated_at'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db
    .updateTable('members')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', memberId)
    .execute();
}

/** Keeps the new password’s hash (argon2id with its parameters). */
export async function setPasswordHash(
  tx: Tx,
  memberId: string,
  passwordHash: string,
): Promise<void> {
  await tx.db
    .updateTable('members')
    .set({ password_hash: passwordHash })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', memberId)
    .execute();
}
