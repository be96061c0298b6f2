import type { ContactTold } from './case-tables.ts';
import { sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';

/** Columns of a case that a change may set; id, account, number and version are not among them. */
export type CaseChange = Omit<
  Updateable<Tables['cases']>,
  'account_id' | 'id' | 'number' | 'version' | 'created_at'
>;

/**
 * Writes a change of a case and counts its version up by one; answers the new version. The caller
 * holds the row’s lock (`getCaseForUpdate`).
 */
export async function touchCase(tx: Tx, caseId: string, change: CaseChange): Promise<number> {
  const row = await tx.db
    .updateTable('cases')
    .set(change)
    .set({ version: sql<number>`version + 1` })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

export interface NewTransfer {
  caseId: string;
  fromTeamId: string | null;
  toTeamId: string | null;
  fromMemberId: string | null;
  reason: string;
  by: StoredActor;
  at: Date;
  /** The hand-over as an internal note. */
  noteId: string | null;
  contactTold: ContactTold;
  notToldReason: string;
  /** What the contact was told. */
  messageId: string | null;
}

/** Keeps a hand-over from team to team; answers its id. */
export async function insertTransfer(tx: Tx, transfer: NewTransfer): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('case_transfers')
    .values({
      account_id: tx.accountId,
      id,
      case_id: transfer.caseId,
      from_team_id: transfer.fromTeamId,
      to_team_id: transfer.toTeamId,
      from_member_id: transfer.fromMemberId,
      reason: transfer.reason,
      made_by: json(transfer.by),
      made_at: transfer.at,
      note_id: transfer.noteId,
      contact_told: transfer.contactTold,
      not_told_reason: transfer.notToldReason,
      message_id: transfer.messageId,
    })
    .execute();
  return id;
}

/** Draws a member in; false if they take part already. */
export async function insertParticipant(
  tx: Tx,
  caseId: string,
  memberId: string,
  reason: string,
): Promise<boolean> {
  const added = await tx.db
    .insertInto('case_participants')
    .values({ account_id: tx.accountId, case_id: caseId, member_id: memberId, reason })
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Takes a member out of the case; false if they took no part. */
export async function deleteParticipant(
  tx: Tx,
  caseId: string,
  memberId: string,
): Promise<boolean> {
  const removed = await tx.db
    .deleteFrom('case_participants')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('member_id', '=', memberId)
    .returning('member_id')
    .executeTakeFirst();
  return removed !== undefined;
}

/**
 * Notes up to which message the member has read, not when: a message that comes in while they read
 * stays unread.
 */
export async function recordReading(tx: Tx, caseId: string, memberId: string): Promise<void> {
  await sql`
    insert into case_readings as r (account_id, case_id, member_id, read_at)
    select c.account_id, c.id, ${memberId}, coalesce(c.last_in_at, c.created_at) from cases c
    where c.account_id = ${tx.accountId} and c.id = ${caseId}
    on conflict (account_id, case_id, member_id)
    do update set read_at = greatest(r.read_at, excluded.read_at)`.execute(tx.db);
}

/** Remembers tags for completing while typing. */
export async function rememberTags(tx: Tx, tags: readonly string[], at: Date): Promise<void> {
  if (tags.length === 0) return;
  // In one order, so that two cases tagged at once cannot block each other.
  await tx.db
    .insertInto('case_tags')
    .values(tags.toSorted().map((name) => ({ account_id: tx.accountId, name, used_at: at })))
    .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet({ used_at: at }))
    .execute();
}

/** Tags that begin with or contain the letters, the most recently used first. */
export async function listTagNames(tx: Tx, letters: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from case_tags
    where account_id = ${tx.accountId} and position(lower(${letters}) in lower(name)) > 0
    order by starts_with(lower(name), lower(${letters})) desc, used_at desc, name
    limit ${most}`.execute(tx.db);
  return rows.map((row) => row.name);
}

/** Lets the writer of a message that was joined take part, from that moment on. */
export async function insertJoinedAddress(
  tx: Tx,
  caseId: string,
  joined: { address: string; contactId: string | null; isSide: boolean; at: Date },
): Promise<void> {
  await tx.db
    .insertInto('case_contacts')
    .values({
      account_id: tx.accountId,
      case_id: caseId,
      address: joined.address,
      contact_id: joined.contactId,
      since: joined.at,
      added_because: joined.isSide ? 'side' : 'joined',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes back what `insertJoinedAddress` did at that moment, and nothing else. */
export async function deleteJoinedAddress(tx: Tx, caseId: string, at: Date): Promise<void> {
  await tx.db
    .deleteFrom('case_contacts')
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('added_because', 'in', ['joined', 'side'])
    .where('since', '=', at)
    .execute();
}

/** Calls a case otherwise where it is still called by one of these words. */
export async function renameCase(
  tx: Tx,
  caseId: string,
  subject: { former: readonly string[]; now: string },
): Promise<void> {
  await tx.db
    .updateTable('cases')
    .set({ subject: subject.now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', caseId)
    .where('subject', 'in', [...subject.former])
    .execute();
}
