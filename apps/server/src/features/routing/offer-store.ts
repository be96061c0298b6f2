import './routing-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import { gone_ms } from './routing-limits.ts';
import type { OfferReason } from './routing-tables.ts';

export type WaitRow = Selectable<Tables['conversation_waits']>;
export type OfferRow = Selectable<Tables['conversation_offers']>;

/** What waits in the account, longest first; those due by `now` only, where it is given. */
export async function listWaits(tx: Tx, most: number, dueBy?: Date): Promise<WaitRow[]> {
  let query = tx.db
    .selectFrom('conversation_waits')
    .selectAll()
    .where('account_id', '=', tx.accountId);
  if (dueBy) query = query.where('look_at', '<=', dueBy);
  return query.orderBy('since').orderBy('conversation_id').limit(most).execute();
}

/** A conversation waits from now on, or waits for somebody else than before. */
export async function saveWait(tx: Tx, wait: Omit<WaitRow, 'account_id'>): Promise<void> {
  const { conversation_id: _, ...change } = wait;
  await tx.db
    .insertInto('conversation_waits')
    .values({ account_id: tx.accountId, ...wait })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'conversation_id']).doUpdateSet(change),
    )
    .execute();
}

/** When these waiting conversations are looked at next. */
export async function postponeWaits(
  tx: Tx,
  conversationIds: readonly string[],
  lookAt: Date,
): Promise<void> {
  if (conversationIds.length === 0) return;
  await tx.db
    .updateTable('conversation_waits')
    .set({ look_at: lookAt })
    .where('account_id', '=', tx.accountId)
    .where('conversation_id', 'in', conversationIds)
    .execute();
}

/** A conversation waits no longer. */
export async function removeWait(tx: Tx, conversationId: string): Promise<void> {
  await tx.db
    .deleteFrom('conversation_waits')
    .where('account_id', '=', tx.accountId)
    .where('conversation_id', '=', conversationId)
    .execute();
}

export interface NewOffer {
  conversationId: string;
  caseId: string;
  memberId: string;
  reason: OfferReason;
  at: Date;
  ringsUntil: Date;
}

/** It rings at a member; answers the offer’s id. A second one for the same conversation fails. */
export async function insertOffer(tx: Tx, offer: NewOffer): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('conversation_offers')
    .values({
      account_id: tx.accountId,
      id,
      conversation_id: offer.conversationId,
      case_id: offer.caseId,
      member_id: offer.memberId,
      reason: json(offer.reason),
      offered_at: offer.at,
      rings_until: offer.ringsUntil,
    })
    .execute();
  return id;
}

/** An offer, ringing or over; null if there is none. */
export async function findOffer(tx: Tx, offerId: string): Promise<OfferRow | null> {
  const row = await tx.db
    .selectFrom('conversation_offers')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', offerId)
    .executeTakeFirst();
  return row ?? null;
}

/** What rings now: everything, at one member, of one conversation, or past its time. */
export async function listRinging(
  tx: Tx,
  where: { memberId?: string; conversationId?: string; overBy?: Date } = {},
): Promise<OfferRow[]> {
  let query = tx.db
    .selectFrom('conversation_offers')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('state', '=', 'ringing');
  if (where.memberId) query = query.where('member_id', '=', where.memberId);
  if (where.conversationId) query = query.where('conversation_id', '=', where.conversationId);
  if (where.overBy) query = query.where('rings_until', '<=', where.overBy);
  return query.orderBy('offered_at').execute();
}

/** Offers of these conversations that are over, oldest first, since they began to wait. */
export async function listEarlierOffers(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<OfferRow[]> {
  if (conversationIds.length === 0) return [];
  return tx.db
    .selectFrom('conversation_offers')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('conversation_id', 'in', conversationIds)
    .where('state', '<>', 'ringing')
    .orderBy('offered_at')
    .orderBy('id')
    .execute();
}

/** Ends an offer that rings; false where it was over already. */
export async function endOffer(
  tx: Tx,
  offerId: string,
  state: 'accepted' | 'declined' | 'missed' | 'withdrawn',
  now: Date,
): Promise<boolean> {
  const row = await tx.db
    .updateTable('conversation_offers')
    .set({ state, ended_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', offerId)
    .where('state', '=', 'ringing')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** When something is due next in any account, also that a silent process counts as gone. */
export async function findNextDue(tx: Tx): Promise<Date | null> {
  const next = sql<{ at: Date | null }>`
    select least(
      (select min(rings_until) from conversation_offers where state = 'ringing'),
      (select min(look_at) from conversation_waits),
      (select min(leave_at) from member_availabilities),
      (select min(release_at) from member_availabilities),
      (select min(seen_at) + make_interval(secs => ${gone_ms / 1_000})
        from desk_connections)) as at`;
  const [found] = await tx.end({ compile: () => next.compile(tx.db) });
  return found?.at ?? null;
}

/** Accounts in which something is due by now; as the system. */
export async function listDueAccounts(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from conversation_offers where state = 'ringing' and rings_until <= ${now}
    union select account_id from conversation_waits where look_at <= ${now}
    union select account_id from member_availabilities
      where leave_at <= ${now} or release_at <= ${now}`.execute(tx.db);
  return rows.map((row) => row.account_id);
}
